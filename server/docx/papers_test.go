package docx

import (
	"slices"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/paper/papertest"
	"talqy/proposals/redline"
)

// TestEveryPaper holds each paper of the sample, in each language, as usual and in large print, to the rules of the format, and
// finds all its words in the file.
func TestEveryPaper(t *testing.T) {
	for _, p := range papertest.Papers() {
		for name, langs := range papertest.Languages() {
			for _, scale := range []float64{1, 1.4} {
				h := papertest.Head(langs...)
				h.Scale = scale
				d := p.Make(h)
				t.Run(p.Name+"/"+name, func(t *testing.T) {
					content := written(t, d)
					obeysTheFormat(t, content)
					doc := parse(t, "document", partsOf(t, content)["word/document.xml"])
					var words []string
					for _, p := range paragraphs(doc) {
						words = append(words, strings.Fields(p)...)
					}
					if missing := papertest.Missing(papertest.Bag(words), papertest.Bag(papertest.Words(d))); len(missing) > 0 {
						t.Errorf("words that are not in the file: %s", strings.Join(missing, ", "))
					}
				})
			}
		}
	}
}

// paragraphs are the texts of all paragraphs, what is struck out left away, tabs and breaks as spaces.
func paragraphs(doc *node) []string {
	var out []string
	doc.walk(func(_, n *node) {
		switch n.name {
		case "p":
			out = append(out, "")
		case "t":
			out[len(out)-1] += n.words("")
		case "tab", "br":
			if len(out) > 0 {
				out[len(out)-1] += " "
			}
		}
	})
	return out
}

// hostile is what people paste, and what nobody should send: signs of XML, control characters, halves of characters, the end of
// a CDATA section, directions, a letter outside the basic plane, a field of Word.
const hostile = "<w:p>&amp;\"'&#x0;]]><!--\x00\x01\x08\x0b\x0c\x1b\x7f\u0085\u200b\u202e\ufeff\ufffe\uffff\xff\xc3\xed\xa0\x80😀 { PAGE } «Әқ»"

// Hostile words in every field make a file that word processors take, with the words that can be written in it.
func TestHostileWords(t *testing.T) {
	both := paper.Bilingual{Ru: hostile, Kk: hostile}
	ps := []paper.Paragraph{{Runs: []paper.Run{{Text: hostile}, {Mark: paper.Struck, Text: hostile}, {Mark: paper.Added, Text: hostile}}, End: paper.Added}, {Runs: []paper.Run{{Mark: "no such", Text: hostile}}}}
	meeting := paper.Meeting{Title: both, Place: both, Link: hostile, Organiser: both, Chair: hostile, Secretary: hostile, Date: hostile, Begins: hostile,
		Agenda:       []paper.AgendaItem{{Title: both, Speakers: []paper.Speaker{{Name: hostile, Organisation: both}}}},
		Participants: []paper.Participant{{Name: hostile, Organisation: both, Office: both, City: hostile, Present: true}}}
	h := papertest.Head(act.Russian, act.Kazakh)
	h.Date = hostile
	for name, d := range map[string]*paper.Document{
		"raw": {Title: hostile, Subject: hostile, Version: hostile, Date: hostile, Link: "https://talqy.example/" + hostile, Blocks: []paper.Block{
			paper.Text{Paragraphs: ps, Outline: 1, Align: paper.Centre}, paper.Signature{Office: hostile, Name: hostile}, paper.Code{Link: hostile, Side: 50, Caption: ps},
			paper.Table{Columns: []paper.Column{{Heading: hostile}}, Rows: []paper.TableRow{{Across: ps, Outline: hostile}, {Outline: hostile, Cells: []paper.Cell{{Paragraphs: ps, Foot: ps, Tracked: ps, Author: hostile}}}}},
			paper.Cards{Width: 90, Height: 55, Cards: []paper.Card{{Over: hostile, Name: hostile, Under: []string{hostile}}}}}},
		"table": paper.NewTable(h, paper.TableForm{Redline: true, Title: both, Subtitle: both, Headings: []string{hostile, hostile}}, []paper.Compared{{Texts: map[act.Lang]paper.Amendment{
			act.Russian: {Act: hostile, Address: hostile, Author: hostile, Justification: hostile, Ops: redline.Compare(hostile, "иначе "+hostile)}}}}),
		"minutes":   paper.NewMinutes(h, paper.Minutes{Meeting: meeting, Items: []paper.MinutesItem{{Remarks: []paper.RoomRemark{{Name: hostile, Body: hostile, Reason: both, Outcome: hostile}}, Decisions: []paper.Decision{{Text: both, Wording: both, Address: both}}}}}),
		"badges":    paper.NewBadges(h, meeting),
		"programme": paper.NewProgramme(h, meeting),
		"remarks":   paper.NewRemarks(h, both, []paper.RemarkEntry{{Name: hostile, Body: hostile, Quote: hostile, Suggested: hostile, Reason: both}}),
	} {
		t.Run(name, func(t *testing.T) {
			content := written(t, d)
			obeysTheFormat(t, content)
			for part, text := range partsOf(t, content) {
				if strings.HasSuffix(part, ".png") {
					continue
				}
				if at := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }); at >= 0 {
					t.Errorf("%s has the character %q, which XML cannot hold", part, text[at:at+1])
				}
			}
			if doc := parse(t, "document", partsOf(t, content)["word/document.xml"]); !strings.Contains(doc.words(""), "{ PAGE } «Әқ»") && !strings.Contains(doc.words(""), "{ PAGE } „Әқ“") {
				t.Error("the words that can be written are not there")
			}
		})
	}
}

// TestTableAcceptedAndRejected takes the comparative table as a lawyer does: all changes accepted give the proposed wordings,
// all rejected those in force, each change with the author of its proposal and the time of its last edit.
func TestTableAcceptedAndRejected(t *testing.T) {
	for name, langs := range papertest.Languages() {
		d := papertest.Papers()[0].Make(papertest.Head(langs...))
		rows := body(t, d).all("tbl")
		table := rows[len(rows)-1].all("tr")
		tracked := 0
		for _, r := range table {
			cells := r.all("tc")
			for i, c := range cells {
				changes := append(c.all("ins"), c.all("del")...)
				if len(changes) == 0 {
					continue
				}
				tracked++
				for _, change := range changes {
					if change.attrs["author"] == "" || change.attrs["date"] != "2026-12-09T16:05:00Z" {
						t.Errorf("%s: a change by %q at %q", name, change.attrs["author"], change.attrs["date"])
					}
				}
				texts := papertest.Wordings(strings.TrimSpace(cells[0].words("")))
				lang := langs[0]
				if i > 3 {
					lang = langs[1]
				}
				if _, has := texts[lang]; !has {
					lang = act.Russian // the row has no other text
				}
				if got, want := settled(c, "del"), texts[lang][1]; !slices.Equal(got, strings.Split(want, "\n")) {
					t.Errorf("%s, row %s accepted: %q, want %q", name, cells[0].words(""), got, want)
				}
				if got, want := settled(c, "ins"), texts[lang][0]; !slices.Equal(got, strings.Split(want, "\n")) {
					t.Errorf("%s, row %s rejected: %q, want %q", name, cells[0].words(""), got, want)
				}
			}
		}
		if want := 4 * len(langs); tracked < want {
			t.Errorf("%s: %d cells with changes, want at least %d", name, tracked, want)
		}
	}
}
