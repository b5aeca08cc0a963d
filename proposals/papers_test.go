package proposals_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// printed makes a paper in Russian where the order says no language.
func (w *world) printed(t testing.TB, by proposals.Member, order proposals.PaperOrder) *paper.Document {
	t.Helper()
	d, err := w.Paper(context.Background(), by, order)
	ok(t, err)
	return d
}

// numbered are the rows of a table as «number: address».
func numbered(d *paper.Document) string {
	var out []string
	for _, r := range rowsOf(d) {
		if r.Across == nil {
			out = append(out, r.Cells[0].Paragraphs[0].Text()+": "+r.Cells[1].Paragraphs[0].Text())
		}
	}
	return strings.Join(out, ", ")
}

func wantIn(t testing.TB, d *paper.Document, words ...string) {
	t.Helper()
	for _, want := range words {
		if text := d.String(); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q:\n%s", d.Title, want, text)
		}
	}
}

// What is «row 2» on the paper that was handed out stays row 2 on the screen and on every later printing, though a proposal is
// put between; a paper that is of no round table counts its rows anew.
func TestPrintedRowNumbersStay(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	order := proposals.PaperOrder{Name: proposals.PaperTable, RoundTable: w.id}
	if got, want := numbered(w.printed(t, w.observer, order)), "1: Статья 1, 2: Статья 2"; got != want {
		t.Errorf("printed %s, want %s", got, want)
	}
	between := w.shared(t, proposals.Amend, "art_2-1")
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("a", w.first, between), w.item("b", w.latter)}))
	again := w.printed(t, w.author, order)
	if got, want := numbered(again), "1: Статья 1, 3: Статья 2-1, 2: Статья 2"; got != want {
		t.Errorf("printed again %s, want %s", got, want)
	}
	for id, n := range map[proposals.ProposalID]int{w.first: 1, w.latter: 2, between: 3} {
		if on := w.now(t).Rows[id]; on != n {
			t.Errorf("row %d on the screen is %d", n, on)
		}
	}
	w.unchanged(t, "printing a third time", func() { w.printed(t, w.lawyer, order) })
	wantIn(t, w.printed(t, w.organiser, proposals.PaperOrder{Name: proposals.PaperProgramme, RoundTable: w.id}), "строка 3 – Статья 2-1. Отказ")
	ofBill := w.printed(t, w.author, proposals.PaperOrder{Name: proposals.PaperTable, Bill: w.bill})
	if got, want := numbered(ofBill), "1: Статья 1, 2: Статья 2, 3: Статья 2-1"; got != want {
		t.Errorf("of the bill %s, want %s", got, want)
	}
	wantIn(t, again, "к проекту Закона Республики Казахстан", "«О приютах»", "Раздаточный материал круглого стола «О приютах», Астана")
}

// A version counts what the paper is made from: it stays while nothing changes and moves with a change of any of it.
func TestPaperSaysItsVersion(t *testing.T) {
	w := newTable(t)
	order := proposals.PaperOrder{Name: proposals.PaperTable, RoundTable: w.id, Site: "https://talqy.example"}
	w.printed(t, w.author, order) // gives numbers
	one, two := w.printed(t, w.author, order), w.printed(t, w.lawyer, order)
	if one.Version == "" || one.Version != two.Version || one.Link != "https://talqy.example/round-tables/"+string(w.id) || one.Date != tableDay {
		t.Errorf("%q, %q, %s, %s", one.Version, two.Version, one.Link, one.Date)
	}
	w.edit(t, w.author, w.latter, "тридцати", "сорока")
	if after := w.printed(t, w.author, order); after.Version == one.Version {
		t.Errorf("a change of a proposal leaves the paper at %q", after.Version)
	}
}

// Every paper can be made in each language and in both by everybody who sees the group, and says what it is of.
func TestPapersOfAWholeSitting(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	w.edit(t, w.author, w.latter, "тридцати", "сорока")
	ok(t, w.PutEvidence(ctx, w.author, w.latter, someEvidence("evidence-1")))
	ok(t, w.Cite(ctx, w.author, w.latter, someCitation("citation-1")))
	ok(t, w.Summarise(ctx, w.organiser, w.bill, proposals.Bilingual{Ru: "Приюты примут всех.", Kk: "Баспаналар бәрін қабылдайды."}))
	w.wholeSitting(t)
	languages := map[string][]act.Lang{"ru": {act.Russian}, "kk": {act.Kazakh}, "both": {act.Russian, act.Kazakh}}
	words := map[proposals.PaperName]map[string]string{
		proposals.PaperTable:        {"ru": "сорока", "kk": "отыз", "both": "Құрылымдық элемент"},
		proposals.PaperBillText:     {"ru": "ПРОЕКТ", "kk": "ЖОБА", "both": "Статья 1."},
		proposals.PaperProgramme:    {"ru": "10:00", "kk": "БАҒДАРЛАМА", "both": "ПРОГРАММА"},
		proposals.PaperParticipants: {"ru": "Гость guest", "kk": "ҚАТЫСУШЫЛАР ТІЗІМІ", "both": "Подпись / Қолы"},
		proposals.PaperBadges:       {"ru": "Гость guest", "kk": "Гость guest", "both": "Гость guest"},
		proposals.PaperNamePlates:   {"ru": "folded", "kk": "Гость guest", "both": "Фонд"},
		proposals.PaperMinutes:      {"ru": "Гость guest", "kk": "Қабылдансын.", "both": "ГОЛОСОВАЛИ"},
		proposals.PaperGuestPoster:  {"ru": "/guest/", "kk": "/guest/", "both": "QR code"},
		proposals.PaperRemarks:      {"ru": "Уже есть.", "kk": "қабылданбады", "both": "Приют нужен и на селе."},
		proposals.PaperNote:         {"ru": "ПОЯСНИТЕЛЬНАЯ", "kk": "ТҮСІНДІРМЕ ЖАЗБА", "both": "ruled lines"},
		proposals.PaperConformity:   {"ru": "соответствует", "kk": "сәйкес", "both": "СООТВЕТСТВИЯ"},
		proposals.PaperSummary:      {"ru": "Приюты примут всех.", "kk": "Баспаналар бәрін қабылдайды.", "both": "Приюты примут всех."},
		proposals.PaperEvidence:     {"ru": "Статья 2", "kk": "2-бап", "both": "Обезличенное"},
	}
	if len(words) != len(proposals.Papers()) {
		t.Fatalf("%d papers of %d", len(words), len(proposals.Papers()))
	}
	for _, name := range proposals.Papers() {
		for lang, langs := range languages {
			for _, by := range []proposals.Member{w.organiser, w.observer} {
				order := proposals.PaperOrder{Name: name, Langs: langs, RoundTable: w.id, Bill: w.bill, Site: "https://talqy.example", Form: paper.TableForm{Redline: true}}
				if name == proposals.PaperTable {
					order.Bill = ""
				}
				d, err := w.Paper(ctx, by, order)
				if name == proposals.PaperGuestPoster && by.Role != proposals.Organiser {
					wantCode(t, err, proposals.CodeForbidden) // the link lets the whole street in
					continue
				}
				ok(t, err)
				wantIn(t, d, words[name][lang])
				if d.Title == "" || d.Lang != langs[0] || d.Made.IsZero() {
					t.Errorf("%s in %s: %q, %s, made %v", name, lang, d.Title, d.Lang, d.Made)
				}
			}
		}
	}
	// Under the reasons of an amendment stands what practice says.
	wantIn(t, w.printed(t, w.author, proposals.PaperOrder{Name: proposals.PaperTable, Proposals: []proposals.ProposalID{w.latter}}), "*Данные практики:*", someEvidence("").Source.Ru)
}

// Two alternatives stood on the agenda and in the minutes under one name, «Статья 1», and nobody could say which had been decided on.
func TestAlternativesAreToldApartByTheirAuthors(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	other := w.proposeAs(t, w.lawyer, "art_1")
	ok(t, w.Share(ctx, w.lawyer, other))
	r := w.now(t)
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, r.Seq, append(slices.Clone(r.Agenda), w.item("alternatives", w.first, other))))
	minutes := func() *paper.Document {
		return w.printed(t, w.organiser, proposals.PaperOrder{Name: proposals.PaperMinutes, RoundTable: w.id, Langs: []act.Lang{act.Russian, act.Kazakh}})
	}
	author, err := w.Member(w.author.ID)
	ok(t, err)
	second, err := w.Member(w.lawyer.ID)
	ok(t, err)
	wantIn(t, minutes(), "Статья 1. Цель закона ("+author.Name+"); Статья 1. Цель закона ("+second.Name+").", "1-бап. Заңның мақсаты ("+second.Name+").")
	if text := minutes().String(); !strings.Contains(text, "Статья 2. Приют.") {
		t.Errorf("who stands alone is named without his name:\n%s", text)
	}
}

// A paper shows no more than its reader sees: another member's draft stands in none of them.
func TestPapersHideDrafts(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	draft := w.propose(t, proposals.Amend, "art_2-1")
	for _, name := range []proposals.PaperName{proposals.PaperTable, proposals.PaperBillText, proposals.PaperSummary} {
		if d := w.printed(t, w.other, proposals.PaperOrder{Name: name, Bill: w.bill}); strings.Contains(d.String(), "2-1") {
			t.Errorf("%s shows a draft to another member:\n%s", name, d)
		}
	}
	_, err := w.Paper(ctx, w.other, proposals.PaperOrder{Name: proposals.PaperTable, Proposals: []proposals.ProposalID{w.first, draft}})
	wantCode(t, err, proposals.CodeNotFound)
	wantIn(t, w.printed(t, w.author, proposals.PaperOrder{Name: proposals.PaperTable, Proposals: []proposals.ProposalID{draft}}), "Статья 2-1")
}

func TestPapersRefused(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	many := make([]proposals.ProposalID, proposals.MaxRows+1)
	for i := range many {
		many[i] = proposals.ProposalID(fmt.Sprint(i))
	}
	for code, orders := range map[string][]proposals.PaperOrder{
		proposals.CodeNotFound: {{Name: "menu", Bill: w.bill}, {Name: proposals.PaperTable, Bill: "none"}, {Name: proposals.PaperMinutes, RoundTable: "none"},
			{Name: proposals.PaperRemarks, RoundTable: "none"}, {Name: proposals.PaperTable, RoundTable: "none"}, {Name: proposals.PaperNote, Bill: "none"}},
		proposals.CodeNothingChosen: {{Name: proposals.PaperTable}, {Name: proposals.PaperMinutes, Bill: w.bill}, {Name: proposals.PaperNote, RoundTable: w.id}, {Name: proposals.PaperRemarks}},
		proposals.CodeTooMany:       {{Name: proposals.PaperTable, Proposals: many}},
		proposals.CodeTextTooLong:   {{Name: proposals.PaperTable, Bill: w.bill, Form: paper.TableForm{Headings: []string{strings.Repeat("ж", proposals.MaxHeading+1)}}}},
		proposals.CodeUnknownChoice: {{Name: proposals.PaperBillText, Bill: w.bill, Only: proposals.Rejected}},
		proposals.CodeNoGuestLink:   {{Name: proposals.PaperGuestPoster, RoundTable: w.id}},
	} {
		for _, order := range orders {
			_, err := w.Paper(ctx, w.organiser, order)
			wantCode(t, err, code)
		}
	}
}
