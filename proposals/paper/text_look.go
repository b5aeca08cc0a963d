package paper

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// Sizes of type, points: the body of official papers, notes and tables.
const (
	bodySize  = 14
	noteSize  = 12
	tableSize = 10
	smallSize = 9
)

// indent is that of a first line in official papers, mm.
const indent = 12.5

// title is the name of a paper and what stands below it.
func title(text string) Text {
	return Text{Paragraphs: Paragraphs(text), Size: bodySize, Bold: true, Align: Centre, Outline: 1, After: 4}
}

func centred(text string, size float64) Text {
	return Text{Paragraphs: Paragraphs(text), Size: size, Align: Centre, After: 4}
}

func body(text string) Text {
	return Text{Paragraphs: Paragraphs(text), Size: bodySize, Align: Justified, Indent: indent}
}

func heading(text string) Text {
	return Text{Paragraphs: Paragraphs(text), Size: bodySize, Bold: true, Outline: 2, Before: 8, After: 2, Keep: true}
}

// entitled is the name of a paper to a bill: Russian names the bill below, Kazakh above, where the sentence begins.
func entitled(lang act.Lang, name string, bill Bilingual) Text {
	t := title("")
	t.Bold = false
	own := []Paragraph{{Runs: []Run{{Strong, oneLine(name)}}}}
	of := plain(quoted(bill.In(lang)))
	if lang == act.Kazakh {
		t.Paragraphs = append(plain(quoted(bill.In(lang))+" Қазақстан Республикасы Заңының жобасына"), own...)
	} else {
		t.Paragraphs = append(append(own, plain("к проекту Закона Республики Казахстан")...), of...)
	}
	return t
}

// OfBill names a bill under the title of a paper.
func OfBill(bill Bilingual) Bilingual {
	return Bilingual{"по проекту Закона Республики Казахстан " + quoted(bill.In(act.Russian)),
		quoted(bill.In(act.Kazakh)) + " Қазақстан Республикасы Заңының жобасы бойынша"}
}

func ofBill(lang act.Lang, bill Bilingual) Text { return centred(OfBill(bill).In(lang), noteSize) }

// plain is one paragraph of plain text on one line.
func plain(s string) []Paragraph {
	if s = oneLine(s); s == "" {
		return nil
	}
	return []Paragraph{{Runs: []Run{{Kept, s}}}}
}

func cell(text string) Cell { return Cell{Paragraphs: Paragraphs(text)} }

// quoted puts a name in quotation marks; those inside become inner ones.
func quoted(s string) string { return "«" + inner(s) + "»" }

func inner(s string) string { return strings.NewReplacer("«", "„", "»", "“").Replace(oneLine(s)) }

// count gives a word and its number without inflecting either: «случаев – 12».
func count(word string, n int) string { return word + " – " + number(n) }

// placeAndDay is a line under a title: the day and the place of a meeting.
func placeAndDay(parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s = oneLine(s); s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, ", ")
}

func number(n int) string { return strconv.Itoa(n) }
