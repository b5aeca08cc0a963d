package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

func equal(s string) redline.Op   { return redline.Op{Kind: redline.Equal, Text: s} }
func deleted(s string) redline.Op { return redline.Op{Kind: redline.Delete, Text: s} }
func added(s string) redline.Op   { return redline.Op{Kind: redline.Insert, Text: s} }

var made = time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)

// sample has the three kinds of amendment, changed breaks, signs that XML must escape and empty fields.
func sample(lang act.Lang, marks bool) *paper.ComparisonTable {
	return paper.NewComparisonTable(paper.Form{Lang: lang, Redline: marks, Title: "Сравнительная таблица <учебная> & «пробная»",
		Subtitle: "Раздаточный материал\nг. Астана", Date: "2026-12-10", Made: made}, []paper.Amendment{
		{Act: "Учебный закон", Address: "Статья 1", Author: `Фонд "Сад" & <Ко>`, Justification: "Так надо.\nДля 5 000 ₸.",
			Ops: []redline.Op{equal("1. Срок "), deleted("десять"), added("пятнадцать"), equal(" дней.\n2. Әғқңөұүһі"), added("\n3. Новое."), equal("\n\n4. Конец.")}},
		{Act: "Учебный закон", Address: "Статья 2", Ops: []redline.Op{equal("Первый"), deleted("\n"), added(" "), equal("второй"), deleted(" "), added("\n"), equal("третий")}},
		{Act: "Учебный закон", Address: "Статья 2-1", Kind: paper.Insert, Ops: []redline.Op{added("Статья 2-1.\nСлова.")}},
		{Act: "Другой закон", Address: "Статья 3", Kind: paper.Repeal, Ops: []redline.Op{deleted("Статья 3.\nСлова.\n")}},
		{Act: "Другой закон"},
	})
}

// parts opens an archive.
func parts(t testing.TB, tab *paper.ComparisonTable) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := ComparisonTable(&b, tab); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is in the archive twice", f.Name)
		}
		out[f.Name] = string(content)
	}
	return out
}

// node is an element with its children; text is a child without a name.
type node struct {
	name  string
	attrs map[string]string
	text  string
	kids  []*node
}

func parse(t testing.TB, name, content string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(content))
	root := &node{}
	open := []*node{root}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			t.Fatalf("%s is not well formed: %v", name, err)
		}
		top := open[len(open)-1]
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, attrs: map[string]string{}}
			for _, a := range e.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(e)})
		}
	}
}

// all finds the elements of a name, outermost first, not inside each other.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		} else {
			out = append(out, k.all(name)...)
		}
	}
	return out
}

// words is the text inside, without what stands in elements called drop; an empty drop takes all.
func (n *node) words(drop string) string {
	var b strings.Builder
	b.WriteString(n.text)
	for _, k := range n.kids {
		if drop == "" || k.name != drop {
			b.WriteString(k.words(drop))
		}
	}
	return b.String()
}

// settled is the text of a cell after all changes of a kind are taken away: drop «del» to accept, «ins» to reject. A
// paragraph whose break goes is joined to the next.
func settled(cell *node, drop string) []string {
	var out []string
	open := ""
	for _, p := range cell.all("p") {
		gone := false
		for _, ppr := range p.all("pPr") {
			gone = gone || len(ppr.all(drop)) > 0
		}
		open += p.words(drop)
		if gone {
			continue
		}
		if open != "" {
			out = append(out, open)
		}
		open = ""
	}
	if open != "" {
		out = append(out, open)
	}
	return out
}

func texts(ps []paper.Paragraph) []string {
	var out []string
	for _, p := range ps {
		if s := strings.ReplaceAll(p.Text(), "¶", ""); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// bodyRows are the rows of the table without header and act titles.
func bodyRows(doc *node) []*node {
	var out []*node
	for _, r := range doc.all("tr")[1:] {
		if len(r.all("gridSpan")) == 0 {
			out = append(out, r)
		}
	}
	return out
}

func TestAcceptedAndRejected(t *testing.T) {
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		tab := sample(lang, true)
		clean := sample(lang, false)
		doc := parse(t, "word/document.xml", parts(t, tab)["word/document.xml"])
		rows := bodyRows(doc)
		if len(rows) != len(tab.Rows) {
			t.Fatalf("%d rows; want %d", len(rows), len(tab.Rows))
		}
		for i, r := range rows {
			cells := r.all("tc")
			if len(cells) != 5 {
				t.Fatalf("row %d has %d cells; want 5", i+1, len(cells))
			}
			current := texts(clean.Rows[i].Current)
			if tab.Rows[i].Kind == paper.Insert {
				current = nil // the word «отсутствует» is not a wording to go back to
			}
			if got, want := settled(cells[3], "del"), texts(clean.Rows[i].Proposed); !slices.Equal(got, want) {
				t.Errorf("%s, row %d, accepted: got %q, want %q", lang, i+1, got, want)
			}
			if got := settled(cells[3], "ins"); !slices.Equal(got, current) {
				t.Errorf("%s, row %d, rejected: got %q, want %q", lang, i+1, got, current)
			}
			if got, want := texts(tab.Rows[i].Current), texts(clean.Rows[i].Current); !slices.Equal(got, want) {
				t.Errorf("%s, row %d, in force: got %q, want %q", lang, i+1, got, want)
			}
			for _, c := range []int{0, 1, 2, 4} {
				if n := len(cells[c].all("ins")) + len(cells[c].all("del")); n != 0 {
					t.Errorf("%s, row %d, column %d has %d tracked changes; want none", lang, i+1, c+1, n)
				}
			}
		}
	}
}

func TestTrackedChangesNameAuthorAndDate(t *testing.T) {
	doc := parse(t, "word/document.xml", parts(t, sample(act.Russian, true))["word/document.xml"])
	authors := map[string]int{}
	ids := map[string]bool{}
	for _, name := range []string{"ins", "del"} {
		found := doc.all(name)
		if len(found) < 4 {
			t.Errorf("%d w:%s; the sample has more", len(found), name)
		}
		for _, c := range found {
			authors[c.attrs["author"]]++
			if ids[c.attrs["id"]] || c.attrs["id"] == "" {
				t.Errorf("w:%s has the id %q, which is empty or taken", name, c.attrs["id"])
			}
			ids[c.attrs["id"]] = true
			if got, want := c.attrs["date"], "2026-12-10T09:30:00Z"; got != want {
				t.Errorf("w:%s has the date %q; want %q", name, got, want)
			}
		}
	}
	if authors[`Фонд "Сад" & <Ко>`] != 4 || authors["Talqy"] == 0 || len(authors) != 2 {
		t.Errorf("changes by author: got %v; want 4 of the foundation, the others of Talqy", authors)
	}
	for _, d := range doc.all("del") {
		if len(d.all("t")) > 0 {
			t.Errorf("deleted words %q stand in w:t; Word shows them only in w:delText", d.words(""))
		}
	}
}

func TestCleanTableHasNoMarks(t *testing.T) {
	p := parts(t, sample(act.Russian, false))
	for _, never := range []string{"<w:ins ", "<w:del ", "<w:strike", "<w:u ", "trackRevisions"} {
		for name, content := range p {
			if strings.Contains(content, never) {
				t.Errorf("%s of a table without redline has %s", name, never)
			}
		}
	}
}

// TestUndatedPaper holds that a change without a known time carries none: a made-up one would be evidence of nothing.
func TestUndatedPaper(t *testing.T) {
	tab := sample(act.Russian, true)
	tab.Made = time.Time{}
	p := parts(t, tab)
	if strings.Contains(p["word/document.xml"], "w:date") || strings.Contains(p["docProps/core.xml"], "created") {
		t.Error("the paper says when it was made although that is not known")
	}
}

// TestRulesOfTheFormat holds the rules that word processors refuse a file for.
func TestRulesOfTheFormat(t *testing.T) {
	for name, tab := range map[string]*paper.ComparisonTable{
		"Russian":    sample(act.Russian, true),
		"Kazakh":     sample(act.Kazakh, false),
		"no rows":    paper.NewComparisonTable(paper.Form{}, nil),
		"zero":       {},
		"by hand":    {Redline: true, Rows: []paper.Row{{Address: "\x00\x1b\xff", Current: []paper.Paragraph{{}}, Act: "]]>"}}},
		"only marks": {Redline: true, Rows: []paper.Row{{Tracked: []paper.Paragraph{{End: paper.Struck}, {End: paper.Added}}}}},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			p := parts(t, tab)
			types := p["[Content_Types].xml"]
			for part, content := range p {
				parse(t, part, content)
				xmllint(t, part, content)
				if path.Ext(part) == ".xml" && part != "[Content_Types].xml" && !strings.Contains(types, `PartName="/`+part+`"`) {
					t.Errorf("%s has no content type", part)
				}
			}
			checkTargets(t, p)
			doc := parse(t, "word/document.xml", p["word/document.xml"])
			for i, r := range doc.all("tr") {
				columns := 0
				for _, c := range r.all("tc") {
					columns++
					if s := c.all("gridSpan"); len(s) > 0 {
						columns += len(columnWidths) - 1
					}
					if last := c.kids[len(c.kids)-1].name; last != "p" {
						t.Errorf("row %d: a cell ends in %q; want a paragraph", i+1, last)
					}
				}
				if columns != len(columnWidths) {
					t.Errorf("row %d has %d columns; want %d", i+1, columns, len(columnWidths))
				}
				if head := len(r.all("tblHeader")) > 0; head != (i == 0) {
					t.Errorf("row %d is a header row: %v", i+1, head)
				}
				if body := len(r.all("tc")) == 5 && i > 0; body && len(r.all("cantSplit")) > 0 {
					t.Errorf("row %d may not break across pages", i+1)
				}
			}
		})
	}
}

// checkTargets fails when a relation points to a part that is not there.
func checkTargets(t *testing.T, p map[string]string) {
	t.Helper()
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		found := parse(t, rels, p[rels]).all("Relationship")
		if len(found) == 0 {
			t.Errorf("%s has no relations", rels)
		}
		for _, r := range found {
			if p[folder+r.attrs["Target"]] == "" {
				t.Errorf("%s points to %s, which is not in the archive", rels, folder+r.attrs["Target"])
			}
		}
	}
}

// xmllint checks a part with a second reader, one that knows namespaces. scripts/test installs it, so where CI is set its
// absence is a failure.
func xmllint(t *testing.T, part, content string) {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("xmllint (libxml2-utils) is not installed")
		}
		t.Logf("%s was not read by xmllint (libxml2-utils), which is not installed", part)
		return
	}
	cmd := exec.Command(program, "--noout", "--nonet", "-")
	cmd.Stdin = strings.NewReader(content)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", part, err, out)
	}
}

func TestPageHeaderAndFoot(t *testing.T) {
	for _, c := range []struct {
		lang             act.Lang
		foot, head, tail string
	}{
		{act.Russian, "Сравнительная таблица <учебная> & «пробная», 10 декабря 2026 годастр. 1 из 1", "Предлагаемая редакция", "ru-RU"},
		{act.Kazakh, "Сравнительная таблица <учебная> & «пробная», 2026 жылғы 10 желтоқсан1 / 1 бет", "Ұсынылатын редакция", "kk-KZ"},
	} {
		p := parts(t, sample(c.lang, true))
		if got := parse(t, "footer", p["word/footer1.xml"]).words(""); strings.TrimSpace(got) != c.foot {
			t.Errorf("foot: got %q, want %q", got, c.foot)
		}
		doc := parse(t, "document", p["word/document.xml"])
		if got := doc.all("tr")[0].all("tc")[3].words(""); got != c.head {
			t.Errorf("heading: got %q, want %q", got, c.head)
		}
		if !strings.Contains(p["word/styles.xml"], `w:lang w:val="`+c.tail+`"`) {
			t.Errorf("the language of the text is not %s", c.tail)
		}
		size := doc.all("pgSz")[0].attrs
		if got := size["w"] + " " + size["h"] + " " + size["orient"]; got != "16838 11906 landscape" {
			t.Errorf("page: got %s, want A4 landscape", got)
		}
		sum := 0
		for _, w := range columnWidths {
			sum += w
		}
		if sum != bodyWidth {
			t.Errorf("the columns are %d twips wide together; want %d", sum, bodyWidth)
		}
	}
}

// FuzzTracked holds for any texts that the document is well formed and that its changes lead to both wordings.
func FuzzTracked(f *testing.F) {
	f.Add("срок ", "десять", "пятнадцать", " дней\nконец")
	f.Add("a\n", "\n", " \n\n", "]]>&<w:p/>\x00\xff")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		ops := []redline.Op{equal(a), deleted(b), added(c), equal(d)}
		amendment := []paper.Amendment{{Kind: paper.Amend, Ops: ops}}
		tab := paper.NewComparisonTable(paper.Form{Redline: true}, amendment)
		clean := paper.NewComparisonTable(paper.Form{}, amendment)
		doc := parse(t, "word/document.xml", parts(t, tab)["word/document.xml"])
		cell := bodyRows(doc)[0].all("tc")[3]
		for _, side := range []struct {
			drop string
			want []paper.Paragraph
		}{{"del", clean.Rows[0].Proposed}, {"ins", clean.Rows[0].Current}} {
			got := strings.Join(strings.Fields(strings.Join(settled(cell, side.drop), " ")), " ")
			var want []string
			for _, p := range side.want {
				want = append(want, strings.Fields(p.Text())...)
			}
			if got != strings.Join(want, " ") {
				t.Errorf("without w:%s: got %q, want %q", side.drop, got, want)
			}
		}
	})
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestWriterThatFails(t *testing.T) {
	disk := errors.New("disk is full")
	if err := ComparisonTable(broken{disk}, sample(act.Russian, true)); !errors.Is(err, disk) {
		t.Errorf("got %v, want %v", err, disk)
	}
}

func BenchmarkComparisonTable(b *testing.B) {
	text := strings.Repeat("Слова статьи, которые остаются как были. ", 10)
	for _, n := range []int{250, 1000} {
		as := make([]paper.Amendment, n)
		for i := range as {
			as[i] = paper.Amendment{Address: "Статья", Justification: text,
				Ops: []redline.Op{equal(text), deleted("десять"), added("пятнадцать"), equal(text)}}
		}
		tab := paper.NewComparisonTable(paper.Form{Redline: true, Made: made}, as)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ComparisonTable(io.Discard, tab); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
