package paper

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// BillText is the draft of an amending law («проект закона», «заң жобасы») in one language, word for word: what a page shows
// and what is set in type. Its text can be read back as an amending act.
type BillText struct {
	Lang  act.Lang `json:"lang"`
	Title string   `json:"title"`
	// Articles are two where there is anything to amend: what is amended, and when that comes into force.
	Articles []BillArticle `json:"articles"`
}

// BillArticle is one article of the draft.
type BillArticle struct {
	Num string `json:"num"`
	// Text is the printed line that the article begins with.
	Text string `json:"text"`
	// Items are the amended acts; a law that amends one act names it in the line above, and its item has no number.
	Items []BillAct `json:"items"`
}

// BillAct is everything that the draft changes in one act: one item an act (480-V art. 26(5)).
type BillAct struct {
	Num string `json:"num"`
	// Act is the id of the act in the library.
	Act   string `json:"act"`
	Title string `json:"actTitle"`
	// Intro is the line that names the act, «В Уголовный кодекс …:»; empty where the article's own line does.
	Intro string     `json:"intro"`
	Items []BillItem `json:"items"`
}

// BillItem is one numbered instruction, or several in one article below a line that names it.
type BillItem struct {
	// Num is «1», printed «1)»; empty for the only item of an act.
	Num string `json:"num"`
	// Text is printed a line a paragraph, closed by its mark.
	Text string `json:"text"`
	// Proposals are the ids of the proposals that the item carries out.
	Proposals []string `json:"proposals"`
}

// Count is how many of its sentences amend and how many add: the head of a law says «изменения и дополнение» accordingly
// (480-V art. 26(1)).
type Count struct{ Amendments, Additions int }

func (c Count) plus(o Count) Count {
	return Count{c.Amendments + o.Amendments, c.Additions + o.Additions}
}

// AmendedAct is what a draft law says of one act.
type AmendedAct struct {
	ID   string
	Name ActName
	// Items are the instructions in the order of the act, each without a mark at its end.
	Items []AmendedItem
}

// AmendedItem is what one item is made from.
type AmendedItem struct {
	Text      string
	Proposals []string
	Count     Count
}

// BillForm is what is to be said of a draft law besides what it amends.
type BillForm struct {
	Lang act.Lang
	// Title is how the group calls the bill. Where it is the title of an amending law, the draft takes it, with the words for
	// changes and additions put right.
	Title string
	// Entry is the sentence on entry into force; empty for the usual one, Days after the first official publication.
	Entry string
	// Days are 10, or 60 where liability is set or tightened (480-V art. 42(5)).
	Days int
}

// NewBillText writes the draft law. Acts stand by legal force and then by date (480-V art. 26(5)).
func NewBillText(f BillForm, acts []AmendedAct) *BillText {
	b := &BillText{Lang: f.Lang, Title: oneLine(f.Title), Articles: []BillArticle{}}
	if len(acts) == 0 {
		return b
	}
	acts = slices.Clone(acts)
	slices.SortStableFunc(acts, func(x, y AmendedAct) int { return compareNames(x.Name, y.Name) })
	w := billWordsOf(f.Lang)
	var all Count
	first := BillArticle{Num: "1"}
	for i, a := range acts {
		item := BillAct{Act: a.ID, Title: a.Name.Title, Items: make([]BillItem, len(a.Items))}
		if len(acts) > 1 {
			item.Num, item.Intro = strconv.Itoa(i+1), w.intro(a.Name)
		}
		for j, it := range a.Items {
			all = all.plus(it.Count)
			end := ";"
			if j == len(a.Items)-1 {
				end = "."
			}
			item.Items[j] = BillItem{Text: printable(it.Text) + end, Proposals: it.Proposals}
			if len(a.Items) > 1 {
				item.Items[j].Num = strconv.Itoa(j + 1)
			}
		}
		first.Items = append(first.Items, item)
	}
	b.Title = w.title(b.Title, acts, all)
	first.Text = w.article(1, w.enacting(acts, all))
	entry := or(oneLine(f.Entry), EntryIntoForce(f.Lang, f.Days))
	b.Articles = []BillArticle{first, {Num: "2", Text: w.article(2, entry), Items: []BillAct{}}}
	return b
}

// lines is the draft as it is printed, a paragraph a line.
func (b *BillText) lines() []string {
	lines := []string{b.Title}
	for _, article := range b.Articles {
		lines = append(lines, article.Text)
		for _, a := range article.Items {
			if a.Intro != "" {
				lines = append(lines, numbered(a.Num, ".", a.Intro))
			}
			for _, it := range a.Items {
				lines = append(lines, strings.Split(numbered(it.Num, ")", it.Text), "\n")...)
			}
		}
	}
	return lines
}

// String is the draft in plain text, a paragraph a line.
func (b *BillText) String() string { return strings.Join(b.lines(), "\n") }

func numbered(num, mark, text string) string {
	if num == "" {
		return text
	}
	return num + mark + " " + text
}

// compareNames orders acts by legal force, then by date; acts without a date come after those with one.
func compareNames(a, b ActName) int {
	undated := func(n ActName) int {
		if n.Date == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.Kind.rank(), b.Kind.rank()), cmp.Compare(undated(a), undated(b)), cmp.Compare(a.Date, b.Date),
		cmp.Compare(a.Title, b.Title))
}
