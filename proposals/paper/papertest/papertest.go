// Package papertest has a meeting and a bill that are made up, with every paper of them, for tests: what stands on a paper is
// tested where it is written, and how it looks in each format that it is set in, on the same words.
package papertest

import (
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Paper is one paper of the sample.
type Paper struct {
	Name string
	Make func(h paper.Head) *paper.Document
}

// Head is what the papers of the sample say of themselves, in the given languages.
func Head(langs ...act.Lang) paper.Head {
	return paper.Head{Langs: langs, Date: "2026-12-10", Version: 112, Link: "https://talqy.example/round-tables/7f3k2m9q",
		Made: time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)}
}

// Languages are the languages that a paper can be in, by the names that the interface has for them.
func Languages() map[string][]act.Lang {
	return map[string][]act.Lang{"ru": {act.Russian}, "kk": {act.Kazakh}, "both": {act.Russian, act.Kazakh}}
}

// Papers are all papers of the sample, the comparative table in each of its forms.
func Papers() []Paper {
	table := func(f paper.TableForm) func(paper.Head) *paper.Document {
		f.Bill = bill()
		return func(h paper.Head) *paper.Document { return paper.NewTable(h, f, comparedRows()) }
	}
	return []Paper{
		{"comparison-table", table(paper.TableForm{Redline: true})},
		{"comparison-table-clean", table(paper.TableForm{Notes: true})},
		{"comparison-table-parliament", table(paper.TableForm{Redline: true, Parliament: true, Notes: true})},
		{"bill-text", func(h paper.Head) *paper.Document { return paper.NewBillPaper(h, billTexts(h.Langs...)) }},
		{"programme", func(h paper.Head) *paper.Document { return paper.NewProgramme(h, Meeting()) }},
		{"participants", func(h paper.Head) *paper.Document { return paper.NewParticipants(h, Meeting()) }},
		{"badges", func(h paper.Head) *paper.Document { return paper.NewBadges(h, Meeting()) }},
		{"name-plates", func(h paper.Head) *paper.Document { return paper.NewNamePlates(h, Meeting()) }},
		{"guest-poster", func(h paper.Head) *paper.Document {
			return paper.NewGuestPoster(h, Meeting(), "https://talqy.example/guest/4b7d1c0e9a25f3e88c61")
		}},
		{"minutes", func(h paper.Head) *paper.Document { return paper.NewMinutes(h, minutes()) }},
		{"remarks", func(h paper.Head) *paper.Document { return paper.NewRemarks(h, paper.OfBill(bill()), remarks()) }},
		{"explanatory-note", func(h paper.Head) *paper.Document { return paper.NewExplanatoryNote(h, bill(), noteParts()) }},
		{"conformity", func(h paper.Head) *paper.Document { return paper.NewConformity(h, bill(), citations()) }},
		{"summary", func(h paper.Head) *paper.Document { return paper.NewSummary(h, Summary()) }},
		{"evidence", func(h paper.Head) *paper.Document { return paper.NewEvidence(h, bill(), evidence()) }},
	}
}

func said(ru, kk string) paper.Bilingual { return paper.Bilingual{Ru: ru, Kk: kk} }

// bill is the name of the bill.
func bill() paper.Bilingual {
	return said("О внесении изменений и дополнений в некоторые законодательные акты Республики Казахстан по вопросам помощи пострадавшим",
		"Қазақстан Республикасының кейбір заңнамалық актілеріне зардап шеккендерге көмек көрсету мәселелері бойынша өзгерістер мен толықтырулар енгізу туралы")
}
