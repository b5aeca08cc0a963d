package paper

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// FuzzColumns holds that no word of either wording is lost, moved to the other column or doubled, and that accepting or
// rejecting the tracked text gives the two wordings. In the input \x01, \x02 and \x03 start kept, deleted and inserted text.
func FuzzColumns(f *testing.F) {
	f.Add("срок \x02десять\x03пятнадцать\x01 дней")
	f.Add("а\x02\n\x01б\x03\n\nв\x01\n")
	f.Add("\x02все\nушло\x03\nпришло")
	f.Add("и\x03\u0306\x01 \u00ad\u200b\r\nконец\x02\r")
	f.Fuzz(func(t *testing.T, in string) {
		ops := opsOf(strings.ToValidUTF8(in, ""))
		current, proposed := columns(wordsOf(""), ops, false)
		if got, want := texts(current), texts(Paragraphs(side(ops, redline.Insert))); !slices.Equal(got, want) {
			t.Errorf("current: got %q, want %q", got, want)
		}
		if got, want := texts(proposed), texts(Paragraphs(side(ops, redline.Delete))); !slices.Equal(got, want) {
			t.Errorf("proposed: got %q, want %q", got, want)
		}
		markedCurrent, markedProposed := columns(wordsOf(""), ops, true)
		if got, want := texts(markedCurrent), texts(current); !slices.Equal(got, want) {
			t.Errorf("current with marks: got %q, want %q", got, want)
		}
		if got, want := texts(markedProposed), texts(proposed); !slices.Equal(got, want) {
			t.Errorf("proposed with marks: got %q, want %q", got, want)
		}
		both := tracked(ops)
		if got, want := texts(settle(both, Added)), texts(current); !slices.Equal(got, want) {
			t.Errorf("tracked, all rejected: got %q, want %q", got, want)
		}
		if got, want := texts(settle(both, Struck)), texts(proposed); !slices.Equal(got, want) {
			t.Errorf("tracked, all accepted: got %q, want %q", got, want)
		}
		for _, ps := range [][]Paragraph{markedCurrent, markedProposed, both} {
			checkRuns(t, ps)
		}
	})
}

// opsOf reads the notation of FuzzColumns.
func opsOf(in string) []redline.Op {
	var ops []redline.Op
	kind := redline.Equal
	for in != "" {
		i := strings.IndexAny(in, "\x01\x02\x03")
		text := in
		if i >= 0 {
			text = in[:i]
		}
		if text != "" {
			ops = append(ops, redline.Op{Kind: kind, Text: text})
		}
		if i < 0 {
			break
		}
		kind = map[byte]redline.Kind{1: redline.Equal, 2: redline.Delete, 3: redline.Insert}[in[i]]
		in = in[i+1:]
	}
	return ops
}

// texts are the words of the paragraphs that have any, without the sign for a break.
func texts(ps []Paragraph) []string {
	var out []string
	for _, p := range ps {
		// A letter and its accent may fall into neighbouring ops; then they are composed only here.
		if s := norm.NFC.String(strings.ReplaceAll(p.Text(), pilcrow, "")); strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// settle drops the runs and the breaks of one mark, as accepting or rejecting every change does.
func settle(ps []Paragraph, drop Mark) []Paragraph {
	var out []Paragraph
	var open Paragraph
	for _, p := range ps {
		for _, r := range p.Runs {
			if r.Mark != drop {
				open.Runs = append(open.Runs, r)
			}
		}
		if p.End != drop {
			out = append(out, open)
			open = Paragraph{}
		}
	}
	return append(out, open)
}

func checkRuns(t *testing.T, ps []Paragraph) {
	t.Helper()
	for _, p := range ps {
		for i, r := range p.Runs {
			if r.Text == "" || strings.ContainsAny(r.Text, "\n\r\t") {
				t.Errorf("run %q: want text on one line", r.Text)
			}
			if i > 0 && p.Runs[i-1].Mark == r.Mark {
				t.Errorf("runs %q and %q have one mark and are not joined", p.Runs[i-1].Text, r.Text)
			}
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"law stays as written", "«Слово» – 5 % ст. 2-1; „так“ \"и\" так", "«Слово» – 5 % ст. 2-1; „так“ \"и\" так"},
		{"a non-breaking space stays", "№\u00a05", "№\u00a05"},
		{"й of two characters is composed", "и\u0306", "й"},
		{"soft hyphen, zero width space, byte order mark show nothing", "\ufeffза\u00adкон\u200b", "закон"},
		{"line ends of Windows and of Word", "а\r\nб\vв\u2028г", "а\nб\nв\nг"},
		{"tab and control characters", "1.\tа\x00б\x1b", "1. аб"},
		{"broken UTF-8 is seen", "а\xd0б", "а\uFFFDб"},
	} {
		if got := printable(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
}

func TestDateInWords(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"ru", "2026-12-10", "10 декабря 2026 года"},
		{"ru", "2026-03-01", "1 марта 2026 года"},
		{"kk", "2026-12-10", "2026 жылғы 10 желтоқсан"},
		{"kk", "2026-08-05", "2026 жылғы 5 тамыз"},
		{"ru", "2026-02-30", "2026-02-30"},
		{"ru", "декабрь\n2026 года", "декабрь 2026 года"},
		{"kk", "", ""},
	} {
		if got := DateInWords(act.Lang(c.lang), c.in); got != c.want {
			t.Errorf("DateInWords(%s, %q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{PageOf(act.Russian, 3, 12), "стр. 3 из 12"},
		{PageOf(act.Kazakh, 3, 12), "3 / 12 бет"},
		{Meeting{Title: Bilingual{Ru: "О проекте «Сады»"}, Place: Bilingual{Ru: "г. Алматы"}}.Handout().Ru,
			"Раздаточный материал круглого стола «О проекте „Сады“», г. Алматы"},
		{Meeting{Title: Bilingual{Kk: "Бақтар туралы"}}.Handout().Kk, "«Бақтар туралы» дөңгелек үстелінің үлестірме материалы"},
		{Meeting{Title: Bilingual{Kk: "Бақтар туралы"}, WorkingGroup: true}.Handout().Kk, "«Бақтар туралы» жұмыс тобы отырысының үлестірме материалы"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		w := wordsOf(lang)
		fixed := append([]string{w.title, w.absent, w.exclude, w.continued, w.author, w.key, w.sample, w.struck, w.added},
			append(w.columns[:], w.months[:]...)...)
		for i, s := range fixed {
			if s == "" {
				t.Errorf("%s: word %d is empty", lang, i)
			}
		}
	}
}

// tableOf makes a table of amendments in one language and gives the paper and its table.
func tableOf(lang act.Lang, f TableForm, as ...Amendment) (*Document, Table) {
	rows := make([]Compared, len(as))
	for i, a := range as {
		rows[i].Texts = map[act.Lang]Amendment{lang: a}
	}
	d := NewTable(Head{Langs: []act.Lang{lang}}, f, rows)
	table, _ := d.Blocks[len(d.Blocks)-1].(Table)
	return d, table
}

// TestNumbersAreStable tells of handouts whose printed numbers stopped matching the screen after a row was added before them.
func TestNumbersAreStable(t *testing.T) {
	as := []Amendment{{Address: "новая"}, {Number: 2}, {Number: 1}, {Address: "ещё новая"}}
	_, tab := tableOf(act.Russian, TableForm{}, as...)
	var got []int
	for _, r := range tab.Rows {
		n, _ := strconv.Atoi(r.Cells[0].Paragraphs[0].Text())
		got = append(got, n)
	}
	if want := []int{3, 2, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("numbers: got %v, want %v", got, want)
	}
	if as[0].Number != 0 {
		t.Errorf("the caller's amendment was numbered %d; want it untouched", as[0].Number)
	}
}

func TestKeyOnlyWhereMarksAre(t *testing.T) {
	ops := []redline.Op{{Kind: redline.Equal, Text: "а"}, {Kind: redline.Insert, Text: "б"}}
	for _, c := range []struct {
		redline bool
		ops     []redline.Op
		want    bool
	}{{true, ops, true}, {false, ops, false}, {true, ops[:1], false}, {true, nil, false}} {
		d, _ := tableOf(act.Russian, TableForm{Redline: c.redline}, Amendment{Ops: c.ops, Kind: Amend})
		if got := strings.Contains(d.String(), "Условные обозначения"); got != c.want {
			t.Errorf("redline %v, %d ops: key is printed: %v, want %v", c.redline, len(c.ops), got, c.want)
		}
	}
}

func BenchmarkNewTable(b *testing.B) {
	ops := []redline.Op{{Kind: redline.Equal, Text: strings.Repeat("Слова статьи, которые остаются.\n", 20)},
		{Kind: redline.Delete, Text: "десять"}, {Kind: redline.Insert, Text: "пятнадцать"}, {Kind: redline.Equal, Text: " дней."}}
	for _, n := range []int{250, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			as := make([]Amendment, n)
			for i := range as {
				as[i] = Amendment{Ops: ops, Address: "Статья", Justification: "Так надо."}
			}
			for b.Loop() {
				tableOf(act.Russian, TableForm{Redline: true}, as...)
			}
		})
	}
}

// A unit that moved is not struck out and added: both columns have its words plain under the number of the move, paragraph
// by paragraph, and mark only its number and the word that changed on the way. Clean columns say nothing of it.
func TestMovedUnit(t *testing.T) {
	old := "1. Приют даёт кров.\n2. Приют ведёт учёт:\n1) выдача тёплой одежды;\n2) перевозка.\n3. Отчёт о работе приюта за год направляется в акимат города.\n4. Проверка приюта проводится прокурором района раз в полгода без предупреждения.\n"
	new := "1. Приют даёт кров.\n2. Отчёт о работе приюта за год направляется в акимат города.\n3. Проверка приюта проводится прокурором района раз в полгода без предупреждения.\n4. Приют ведёт учёт:\n1) выдача новой одежды;\n2) перевозка.\n"
	write := func(ps []Paragraph) string {
		var b strings.Builder
		for _, p := range ps {
			for _, r := range p.Runs {
				b.WriteString(map[Mark]string{Kept: "", Struck: "-", Added: "+"}[r.Mark] + r.Text + map[Mark]string{Kept: "", Struck: "-", Added: "+"}[r.Mark])
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	ops := redline.Compare(old, new)
	_, table := tableOf(act.Russian, TableForm{Redline: true}, Amendment{Ops: ops})
	wantOld := "1. Приют даёт кров.\n[перемещено 1] -2-. Приют ведёт учёт:\n[перемещено 1] 1) выдача -тёплой- одежды;\n[перемещено 1] 2) перевозка.\n-3-. Отчёт о работе приюта за год направляется в акимат города.\n-4-. Проверка приюта проводится прокурором района раз в полгода без предупреждения.\n"
	wantNew := "1. Приют даёт кров.\n+2+. Отчёт о работе приюта за год направляется в акимат города.\n+3+. Проверка приюта проводится прокурором района раз в полгода без предупреждения.\n[перемещено 1] +4+. Приют ведёт учёт:\n[перемещено 1] 1) выдача +новой+ одежды;\n[перемещено 1] 2) перевозка.\n"
	if got := write(table.Rows[0].Cells[2].Paragraphs); got != wantOld {
		t.Errorf("current wording: got\n%swant\n%s", got, wantOld)
	}
	if got := write(table.Rows[0].Cells[3].Paragraphs); got != wantNew {
		t.Errorf("proposed wording: got\n%swant\n%s", got, wantNew)
	}
	_, clean := tableOf(act.Russian, TableForm{}, Amendment{Ops: ops})
	if got := write(clean.Rows[0].Cells[2].Paragraphs) + write(clean.Rows[0].Cells[3].Paragraphs); got != old+new {
		t.Errorf("clean columns: got\n%swant\n%s", got, old+new)
	}
	_, kazakh := tableOf(act.Kazakh, TableForm{Redline: true}, Amendment{Ops: ops})
	if got := write(kazakh.Rows[0].Cells[2].Paragraphs); !strings.Contains(got, "[ауыстырылды 1] ") {
		t.Errorf("in Kazakh: got %s", got)
	}
}
