package proposals

import (
	"maps"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// ActID names an act of the library.
type ActID string

// BillID names a bill.
type BillID string

// Act is an act of the library: current law that proposals amend. Its texts are expressions, kept by the Library.
type Act struct {
	ID      ActID
	Title   Bilingual
	Number  string
	Profile act.Profile
	// Expressions has the id of the expression in force in the Library for each language: the one that was added last.
	Expressions map[act.Lang]string
	// Editions lists all expressions in the order in which they were added.
	Editions []Edition
	// Articles is the number of articles, of the Russian text where there is one.
	Articles int
	AddedAt  time.Time
	AddedBy  MemberID
}

// Edition is one expression of an act: its text in a language as it stood from a date on.
type Edition struct {
	// ID is the expression's id in the Library.
	ID   string
	Lang act.Lang
	// Date is YYYY-MM-DD; empty where nobody said.
	Date    string
	AddedAt time.Time
	AddedBy MemberID
	// Amending is the law that made the edition, where it was carried out here; nil for a text that was loaded.
	Amending *AmendingLaw
}

// Languages lists the languages the act has, Russian first.
func (a *Act) Languages() []act.Lang {
	var out []act.Lang
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		if _, ok := a.Expressions[lang]; ok {
			out = append(out, lang)
		}
	}
	return out
}

// with gives the act with one more expression, which is the newest of its language.
func (a *Act) with(ev Event, data expressionData) *Act {
	out := *a
	out.Editions = append(a.Editions[:len(a.Editions):len(a.Editions)],
		Edition{ID: data.Expression, Lang: data.Lang, Date: data.Date, AddedAt: ev.At, AddedBy: ev.By, Amending: data.Amending})
	out.Expressions = make(map[act.Lang]string, len(a.Expressions)+1)
	maps.Copy(out.Expressions, a.Expressions)
	out.Expressions[data.Lang] = data.Expression
	if data.Lang == out.Languages()[0] {
		out.Articles = data.Articles
	}
	return &out
}

// called gives the act with another title in one language.
func (a *Act) called(lang act.Lang, title string) *Act {
	out := *a
	out.Title = a.Title.with(lang, title)
	return &out
}

// actData is the data of ActAdded: the act comes with its first expression, so that no act is ever without a text.
type actData struct {
	Number  string         `json:"number"`
	Profile act.Profile    `json:"profile"`
	First   expressionData `json:"first"`
}

// expressionData is the data of ExpressionAdded.
type expressionData struct {
	Lang       act.Lang `json:"lang"`
	Expression string   `json:"expression"`
	Title      string   `json:"title"`
	Date       string   `json:"date,omitempty"`
	Articles   int      `json:"articles"`
	// Sum is the content hash of what is stored under Expression, see SumOf; events of a former release have none.
	Sum string `json:"sum,omitempty"`
	// Amending is the law by which the edition was made here.
	Amending *AmendingLaw `json:"amending,omitempty"`
}

// titleData is the data of ActRetitled.
type titleData struct {
	Lang  act.Lang `json:"lang"`
	Title string   `json:"title"`
}

// Bill is a draft law that gathers proposals.
type Bill struct {
	ID    BillID
	Title Bilingual
	// Entry is the group's own sentence on when the law comes into force; empty in a language for the usual one.
	Entry Bilingual
	// Summary is the plain-language summary for press and public, a page at most.
	Summary Bilingual
	// Note has the sections of the explanatory note that the group has written; see paper.NoteSection.
	Note map[paper.NoteSection]Bilingual
	// PublicSince is when the bill's page was opened to the public; zero while it is closed.
	PublicSince time.Time
	// Remarks are those sent by the public, in the order they came.
	Remarks   []Remark
	CreatedAt time.Time
	CreatedBy MemberID
}

// billData is the data of BillOpened.
type billData struct {
	Title Bilingual `json:"title"`
}

// entryData is the data of BillEntrySet.
type entryData struct {
	Entry Bilingual `json:"entry"`
}
