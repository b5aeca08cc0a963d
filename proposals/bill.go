package proposals

import (
	"maps"
	"time"

	"talqy/proposals/act"
)

// ActID names an act of the library.
type ActID string

// BillID names a bill.
type BillID string

// RoundTableID names a round table.
type RoundTableID string

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
		Edition{ID: data.Expression, Lang: data.Lang, Date: data.Date, AddedAt: ev.At, AddedBy: ev.By})
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
	out.Title = a.Title.With(lang, title)
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
}

// titleData is the data of ActRetitled.
type titleData struct {
	Lang  act.Lang `json:"lang"`
	Title string   `json:"title"`
}

// Bill is a draft law that gathers proposals.
type Bill struct {
	ID        BillID
	Title     Bilingual
	CreatedAt time.Time
	CreatedBy MemberID
}

// billData is the data of BillOpened.
type billData struct {
	Title Bilingual `json:"title"`
}

// RoundTable is a meeting that discusses chosen proposals in order.
type RoundTable struct {
	ID    RoundTableID
	Title Bilingual
	// Date is the day of the meeting, YYYY-MM-DD.
	Date      string
	Place     Bilingual
	Proposals []ProposalID
	CreatedAt time.Time
	CreatedBy MemberID
}

// roundTableData is the data of RoundTableConvened.
type roundTableData struct {
	Title     Bilingual    `json:"title"`
	Date      string       `json:"date"`
	Place     Bilingual    `json:"place"`
	Proposals []ProposalID `json:"proposals"`
}
