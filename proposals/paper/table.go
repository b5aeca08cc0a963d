package paper

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"talqy/proposals/act"
)

// TableForm is the form of a comparative table.
type TableForm struct {
	// Parliament has the columns of the table that goes to Parliament: the author with the reasons, and the decision of the
	// lead committee with its own. Without it the table has those of 480-V art. 29(2).
	Parliament bool
	// Redline marks what is struck out and added.
	Redline bool
	// Notes adds an empty column to write in.
	Notes bool
	// Headings are the columns' own headings in their order; an empty or a missing one leaves the usual words. The names of
	// bodies stand in them, so a body that is called otherwise needs no new program.
	Headings []string
	// Title is the group's own title above the table, instead of the usual one that names the Bill.
	Title, Bill Bilingual
	// Subtitle stands below it and may have several lines.
	Subtitle Bilingual
}

// Compared is one amendment with its wordings in each language of the paper. A language that it has no text in is missing.
type Compared struct {
	Texts    map[act.Lang]Amendment
	Evidence []Evidence
	// At is when the proposed wording was last changed; tracked changes carry it.
	At time.Time
}

// NewTable makes the comparative table of the amendments in the order given (сравнительная таблица; салыстырма кесте). In
// two languages the wordings stand side by side in one row. Amendments without a number are counted on from the highest.
func NewTable(h Head, f TableForm, list []Compared) *Document {
	t := tablePaper{head: h, form: f, langs: h.Langs}
	if len(t.langs) == 0 {
		t.langs = []act.Lang{act.Russian}
	}
	name := Bilingual{or(f.Title.Ru, wordsOf(act.Russian).title), or(f.Title.Kk, wordsOf(act.Kazakh).title)}
	table := Table{Size: tableSize, Rules: true, Numbered: true, Columns: t.columns()}
	if h.both() {
		table.Size = smallSize
	}
	if h.both() && len(table.Columns) > 7 {
		table.Size = smallSize - 1
	}
	t.rows(&table, list)
	t.balance(&table)
	var blocks []Block
	for _, lang := range t.langs {
		blocks = append(blocks, t.over(lang))
	}
	for _, lang := range t.langs {
		blocks = append(blocks, t.under(lang)...)
	}
	if t.marked {
		for _, lang := range t.langs {
			blocks = append(blocks, Text{Paragraphs: inLang([]Paragraph{key(lang)}, t.other(lang)), Size: smallSize, After: 4})
		}
	}
	return h.around(name, Landscape, append(blocks, table))
}

// balance gives the reasons more of the sheet where they are longer than the wordings beside them, so that the table has fewer
// pages: neither law nor custom sets the widths.
func (t *tablePaper) balance(table *Table) {
	first, last := 2, 2+2*len(t.langs) // of the wordings; the reasons follow
	wordings := float64(last - first)
	total := table.Columns[last].Share
	for _, c := range table.Columns[first:last] {
		total += c.Share
	}
	height := func(reasons float64) (sum float64) {
		wide := (total - reasons) / wordings
		for _, r := range table.Rows {
			if r.Across != nil {
				continue
			}
			tallest := float64(r.Cells[last].letters()) / reasons
			for _, c := range r.Cells[first:last] {
				tallest = max(tallest, float64(c.letters())/wide)
			}
			sum += tallest
		}
		return sum
	}
	own := table.Columns[last].Share
	best, least := own, 0.9*height(own) // a table that gains little stays as its form is
	for _, wider := range []float64{1.25, 1.5, 1.75, 2} {
		if reasons := own * wider; reasons < total/2 && height(reasons) < least {
			best, least = reasons, height(reasons)
		}
	}
	if best > own {
		table.Columns[last].Share = best
		for i := first; i < last; i++ {
			table.Columns[i].Share = (total - best) / wordings
		}
	}
}

// letters is how long a cell is.
func (c Cell) letters() int {
	n := 0
	for _, ps := range [][]Paragraph{c.Paragraphs, c.Foot} {
		for _, p := range ps {
			n += utf8.RuneCountInString(p.Text())
		}
	}
	return n
}

// tablePaper is a comparative table in the making.
type tablePaper struct {
	head   Head
	form   TableForm
	langs  []act.Lang
	marked bool // some words are struck out or added
}

// other is the language to mark text with: that of the document needs none.
func (t *tablePaper) other(lang act.Lang) act.Lang {
	if lang == t.head.main() {
		return ""
	}
	return lang
}

// over is the title of the table in one language.
func (t *tablePaper) over(lang act.Lang) Text {
	usual := strings.ToUpper(wordsOf(lang).title)
	text := title(or(t.form.Title.only(lang), usual))
	if t.form.Title.only(lang) == "" && t.form.Bill.In(lang) != "" {
		text = entitled(lang, usual, t.form.Bill)
	}
	text.Paragraphs = inLang(text.Paragraphs, t.other(lang))
	if lang != t.head.main() {
		text.Outline, text.Keep = 0, true
	}
	return text
}

func (t *tablePaper) under(lang act.Lang) []Block {
	var out []Block
	if s := strings.TrimSpace(printable(t.form.Subtitle.In(lang))); s != "" && (lang == t.head.main() || t.form.Subtitle.only(lang) != "") {
		text := centred(s, noteSize-1)
		text.Paragraphs = inLang(text.Paragraphs, t.other(lang))
		out = append(out, text)
	}
	return out
}

// columns are the headings of the form, with those that the group words itself.
func (t *tablePaper) columns() []Column {
	said := func(i int) string {
		first := wordsOf(t.langs[0]).columns[i]
		if t.head.both() {
			return joined(first, wordsOf(t.langs[1]).columns[i])
		}
		return first
	}
	out := []Column{{Heading: said(0), Share: 11, Align: Centre}, {Heading: said(1), Share: 31}}
	for _, lang := range t.langs {
		w := wordsOf(lang).columns
		out = append(out, Column{Heading: w[2], Share: 83}, Column{Heading: w[3], Share: 83})
	}
	pair := func(ru, kk string) string {
		if t.head.both() {
			return joined(say(t.langs[0], ru, kk), say(t.langs[1], ru, kk))
		}
		return say(t.langs[0], ru, kk)
	}
	if t.form.Parliament {
		out = append(out, Column{Share: 57, Heading: pair("Автор изменения или дополнения и его обоснование",
			"Өзгерістің немесе толықтырудың авторы және оның негіздемесі")},
			Column{Share: 45, Heading: pair("Решение головного комитета и его обоснование", "Бас комитеттің шешімі және оның негіздемесі")})
	} else {
		out = append(out, Column{Heading: said(4), Share: 57})
	}
	if t.form.Notes {
		out = append(out, Column{Heading: pair("Для заметок", "Жазбалар үшін"), Share: 35})
	}
	for i, own := range t.form.Headings {
		if own = oneLine(own); own != "" && i < len(out) {
			out[i].Heading = own
		}
	}
	return t.shared(out)
}

// shared narrows the columns of a table in two languages, whose wordings take twice the room.
func (t *tablePaper) shared(columns []Column) []Column {
	if t.head.both() {
		columns[0].Share, columns[1].Share = 10, 26
		for i := 2; i < 6; i++ {
			columns[i].Share = 47
		}
		columns[6].Share = 44
	}
	return columns
}

// rows sets a row each, with the title of an act over its amendments.
func (t *tablePaper) rows(table *Table, list []Compared) {
	last := 0
	for _, c := range list {
		last = max(last, c.number())
	}
	var before Bilingual
	for _, c := range list {
		n := c.number()
		if n == 0 {
			last++
			n = last
		}
		// A row in one language alone is of the act of the row before it when one of the titles is the same.
		of := Bilingual{oneLine(c.in(act.Russian).Act), oneLine(c.in(act.Kazakh).Act)}
		over := t.each(of.In)
		if of.Ru != before.Ru && of.Kk != before.Kk {
			if over != "" {
				table.Rows = append(table.Rows, TableRow{Across: plain(over), Outline: over, Level: 1})
			}
			before = of
		}
		address := t.each(func(lang act.Lang) string { return oneLine(c.in(lang).Address) })
		level := 1
		if over != "" {
			level = 2
		}
		table.Rows = append(table.Rows, TableRow{Cells: t.cells(n, c), Level: level,
			Outline: strings.TrimSpace(strconv.Itoa(n) + ". " + address)})
	}
}

// each says something in the languages of the paper, once where it is the same.
func (t *tablePaper) each(say func(lang act.Lang) string) string {
	if t.head.both() {
		return joined(say(t.langs[0]), say(t.langs[1]))
	}
	return say(t.langs[0])
}

// number is the row number that the amendment has; 0 for none.
func (c Compared) number() int {
	for _, a := range c.Texts {
		if a.Number > 0 {
			return a.Number
		}
	}
	return 0
}

// in gives the amendment in lang, or in the other language: a row left out would be a change that nobody is told of.
func (c Compared) in(lang act.Lang) Amendment {
	if a, ok := c.Texts[lang]; ok {
		return a
	}
	for _, other := range []act.Lang{act.Russian, act.Kazakh} {
		if a, ok := c.Texts[other]; ok {
			return a
		}
	}
	return Amendment{}
}

func (t *tablePaper) cells(n int, c Compared) []Cell {
	var address []Paragraph
	for i, lang := range t.langs {
		if ps := inLang(plain(c.in(lang).Address), t.other(lang)); i == 0 || !sameText(address, ps) {
			address = append(address, ps...)
		}
	}
	number := plain(strconv.Itoa(n))
	again := append(slices.Clone(address), plain(continued(t.langs[0]))...)
	out := []Cell{{Paragraphs: number, Again: number}, {Paragraphs: address, Again: again}}
	for _, lang := range t.langs {
		out = append(out, t.wordings(c, lang)...)
	}
	out = append(out, t.reasons(c))
	if t.form.Parliament {
		out = append(out, Cell{})
	}
	if t.form.Notes {
		out = append(out, Cell{})
	}
	return out
}

// wordings are the two cells of a language.
func (t *tablePaper) wordings(c Compared, lang act.Lang) []Cell {
	a, ok := c.Texts[lang]
	if !ok && t.head.both() {
		missing := Cell{Paragraphs: inLang(plain(say(lang, "текста на русском языке нет", "қазақ тіліндегі мәтіні жоқ")), t.other(lang))}
		return []Cell{missing, missing}
	}
	if !ok {
		a = c.in(lang)
	}
	w := a.wordings(wordsOf(lang), t.form.Redline)
	current := Cell{Paragraphs: inLang(w.current, t.other(lang))}
	proposed := Cell{Paragraphs: inLang(w.proposed, t.other(lang))}
	if t.form.Redline {
		proposed.Tracked, proposed.Author, proposed.At = inLang(w.tracked, t.other(lang)), oneLine(a.Author), c.At
		t.marked = t.marked || hasMarks(w.current) || hasMarks(w.proposed)
	}
	return []Cell{current, proposed}
}

// reasons are the justification, what practice says under it, and the author at its foot; in Parliament's form the author
// comes first, as its heading says.
func (t *tablePaper) reasons(c Compared) Cell {
	var out Cell
	for i, lang := range t.langs {
		a := c.in(lang)
		ps := inLang(append(Paragraphs(a.Justification), evidenceUnder(lang, c.Evidence)...), t.other(lang))
		if i == 0 || !sameText(out.Paragraphs, ps) {
			out.Paragraphs = append(out.Paragraphs, ps...)
		}
	}
	switch author := oneLine(c.in(t.langs[0]).Author); {
	case author == "":
	case t.form.Parliament:
		out.Paragraphs = append(plain(author), out.Paragraphs...)
	default:
		out.Foot = plain(wordsOf(t.langs[0]).author + author)
	}
	return out
}

func sameText(a, b []Paragraph) bool {
	return slices.EqualFunc(a, b, func(x, y Paragraph) bool { return x.Text() == y.Text() })
}

func hasMarks(ps []Paragraph) bool {
	return slices.ContainsFunc(ps, func(p Paragraph) bool {
		return slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Mark == Struck || r.Mark == Added })
	})
}

// key explains the marks of a redline.
func key(lang act.Lang) Paragraph {
	w := wordsOf(lang)
	return Paragraph{Runs: []Run{{Kept, w.key}, {Struck, w.sample}, {Kept, w.struck}, {Added, w.sample}, {Kept, w.added}}}
}
