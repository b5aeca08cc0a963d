package docx

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// TestRulesOfTheFormat holds, for every block and sheet and for what nobody should write, the rules that word processors
// refuse a file for.
func TestRulesOfTheFormat(t *testing.T) {
	large := everything(act.Russian, paper.Landscape)
	large.Scale = 1.4
	for name, d := range map[string]*paper.Document{
		"portrait":    everything(act.Russian, paper.Portrait),
		"landscape":   everything(act.Kazakh, paper.Landscape),
		"large print": large,
		"badges":      badges(),
		"plates":      plates(),
		"nothing":     {},
		"code alone":  {Link: "https://talqy.example/"},
		"table first": {Link: "https://talqy.example/", Blocks: []paper.Block{comparison()}},
		"only breaks": {Blocks: []paper.Block{paper.PageBreak{}, paper.PageBreak{}}},
		"no such sheet": {Sheet: 9, Blocks: []paper.Block{paper.Text{Paragraphs: []paper.Paragraph{{Runs: []paper.Run{{Mark: "?", Text: "\x00\x1b\xff]]>\n"}}}}, Align: 9, Outline: 12},
			paper.Table{}, paper.Table{Columns: []paper.Column{{Share: -1}}, Rows: []paper.TableRow{{Across: []paper.Paragraph{}}, {}}},
			paper.Cards{}, paper.Cards{Width: 500, Height: 900, Cards: []paper.Card{{}}}, paper.Lines{Count: -1}}},
		"only marks": {Blocks: []paper.Block{paper.Table{Columns: []paper.Column{{}}, Rows: []paper.TableRow{{Cells: []paper.Cell{{Tracked: []paper.Paragraph{{End: paper.Struck}, {End: paper.Added}}}}}}}}},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) { obeysTheFormat(t, written(t, d)) })
	}
}

// tracked is the paper of one cell with both wordings.
func tracked(ops ...redline.Op) *paper.Document {
	return &paper.Document{Made: made, Blocks: []paper.Block{paper.Table{Columns: []paper.Column{{}}, Rows: []paper.TableRow{{Cells: []paper.Cell{{Tracked: trackedOf(ops...), Author: "М", At: made}}}}}}}
}

// bothWordings checks that accepting all changes gives the new text and rejecting all the old one, byte for byte.
func bothWordings(t *testing.T, old, new string) {
	t.Helper()
	cell := body(t, tracked(redline.Compare(old, new)...)).all("tc")[0]
	if got := strings.Join(settled(cell, "del"), "\n"); got != new {
		t.Errorf("%q to %q, accepted: %q", old, new, got)
	}
	if got := strings.Join(settled(cell, "ins"), "\n"); got != old {
		t.Errorf("%q to %q, rejected: %q", old, new, got)
	}
}

func TestAcceptedAndRejected(t *testing.T) {
	for _, c := range [][2]string{{"", "Новое"}, {"Старое", ""}, {"а\nб", "а б"}, {"а б", "а\nб"}, {"а\n", "а"}, {"а", "\nа\n\n"}, {"1) мост;\n2) дуб.", "1) дуб;\n2) мост."}, {" a  b ", "a b"}} {
		bothWordings(t, c[0], c[1])
	}
	random := rand.New(rand.NewPCG(6, 1))
	words := strings.Fields("срок десять дней Әлеуметтік қызмет, & <закон> «О» ] ; 2-1) и\u00a0в")
	text := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[random.IntN(len(words))] + []string{" ", " ", "\n", "", "\n\n"}[random.IntN(5)]
		}
		return out
	}
	for range 300 {
		old := text(random.IntN(40))
		edited := slices.Clone(old)
		for range random.IntN(6) {
			at := random.IntN(len(edited) + 1)
			to := min(len(edited), at+random.IntN(4))
			edited = slices.Replace(edited, at, to, text(random.IntN(4))...)
		}
		bothWordings(t, strings.Join(old, ""), strings.Join(edited, ""))
	}
}

// FuzzTracked holds for any two texts that XML can hold that the file is well formed and holds both.
func FuzzTracked(f *testing.F) {
	f.Add("срок десять дней\nконец", "срок пятнадцать дней")
	f.Add("a\n", " \n\n]]>&<w:p/>\x00\xff")
	f.Fuzz(func(t *testing.T, old, new string) {
		ops := redline.Compare(old, new)
		parts := partsOf(t, written(t, tracked(ops...)))
		cell := parse(t, "document", parts["word/document.xml"]).all("tc")[0]
		plain := func(s string) bool {
			return strings.IndexFunc(s, func(r rune) bool { return r != '\n' && (r < ' ' || r > 0xFFFC || r == '\u0085' || r == '\u2028') }) < 0 && !strings.Contains(s, "\r")
		}
		if !plain(old) || !plain(new) {
			return
		}
		if got := strings.Join(settled(cell, "del"), "\n"); got != new {
			t.Errorf("accepted: got %q, want %q", got, new)
		}
		if got := strings.Join(settled(cell, "ins"), "\n"); got != old {
			t.Errorf("rejected: got %q, want %q", got, old)
		}
	})
}

func TestTrackedChangesNameAuthorAndDate(t *testing.T) {
	doc := body(t, everything(act.Russian, paper.Landscape))
	authors := map[string]int{}
	for _, name := range []string{"ins", "del"} {
		found := doc.all(name)
		if len(found) < 4 {
			t.Errorf("%d w:%s; the sample has more", len(found), name)
		}
		for _, c := range found {
			authors[c.attrs["author"]]++
			if got, want := c.attrs["date"], "2026-12-10T09:30:00Z"; got != want {
				t.Errorf("w:%s has the date %q; want %q", name, got, want)
			}
		}
	}
	if authors[foundation] != 4 || authors["Talqy"] != 4 || authors["Марина"] < 5 || len(authors) != 3 {
		t.Errorf("changes by author: %v", authors)
	}
}

// A change without a known time carries none, and a paper that was not made at a known time does not say when.
func TestUndatedPaper(t *testing.T) {
	d := tracked(deleted("а"), added("б"))
	d.Made = time.Time{}
	d.Blocks[0].(paper.Table).Rows[0].Cells[0].At = time.Time{}
	p := partsOf(t, written(t, d))
	if strings.Contains(p["word/document.xml"], "w:date") || strings.Contains(p["docProps/core.xml"], "created") {
		t.Error("the paper says when it was made although that is not known")
	}
}

func TestPaperWithoutTrackedChanges(t *testing.T) {
	d := everything(act.Russian, paper.Landscape)
	rows := d.Blocks[3].(paper.Table).Rows
	for _, r := range rows {
		for i := range r.Cells {
			r.Cells[i].Tracked = nil
		}
	}
	for name, content := range partsOf(t, written(t, d)) {
		for _, never := range []string{"<w:ins ", "<w:del ", "trackRevisions"} {
			if strings.Contains(content, never) {
				t.Errorf("%s has %s", name, never)
			}
		}
	}
}

// The paper has its own styles, its language on each run that is in the other one, a foot and records.
func TestStylesLanguagesFootAndRecords(t *testing.T) {
	p := partsOf(t, written(t, everything(act.Russian, paper.Landscape)))
	doc := parse(t, "document", p["word/document.xml"])
	var looks []string
	for _, paragraph := range doc.all("body")[0].kids {
		for _, style := range paragraph.all("pStyle") {
			if paragraph.name == "p" {
				looks = append(looks, style.attrs["val"])
			}
		}
	}
	// The title stands beside the code, in a table without rules.
	beside := doc.all("tbl")[0]
	if style := beside.all("pStyle")[0].attrs["val"]; style != "Heading1" || len(beside.all("drawing")) != 1 {
		t.Errorf("beside the code stands a %s, with %d pictures", style, len(beside.all("drawing")))
	}
	want := "Normal BodyText Heading2 Lines Lines Lines Normal Signature Signature"
	if got := strings.Join(looks, " "); got != want {
		t.Errorf("styles: got %s, want %s", got, want)
	}
	for _, r := range doc.all("r") {
		kazakh := strings.Contains(r.words(""), "қолданысқа") || strings.Contains(r.words(""), "Қазақша")
		tags := r.all("lang")
		if kazakh != (len(tags) == 1) || kazakh && tags[0].attrs["val"] != "kk-KZ" {
			t.Errorf("%q has %d tags of language", r.words(""), len(tags))
		}
	}
	if got, want := parse(t, "foot", p["word/footer1.xml"]).words(""), "Сравнительная таблица <учебная> & «пробная», 10 декабря 2026 года, версия 112стр. 1 из 1"; got != want {
		t.Errorf("foot: got %q, want %q", got, want)
	}
	for _, want := range []string{"<dc:subject>О пробных садах<", "<dc:language>ru-RU<", "2026-12-10T09:30:00Z", "<cp:version>версия 112<"} {
		if !strings.Contains(p["docProps/core.xml"], want) {
			t.Errorf("the records have no %s", want)
		}
	}
	if got := doc.all("pgSz")[0].attrs; got["orient"] != "landscape" || got["w"] != "16838" {
		t.Errorf("the sheet is %v", got)
	}
	if n := len(doc.all("pageBreakBefore")); n != 2 {
		t.Errorf("%d page breaks, want 2", n)
	}
	levels := []string{}
	for _, o := range doc.all("outlineLvl") {
		levels = append(levels, o.attrs["val"])
	}
	if got := strings.Join(levels, " "); got != "0 1 1 1 1" {
		t.Errorf("entries of the outline in the table: %s", got)
	}
	foot := parse(t, "foot", partsOf(t, written(t, everything(act.Kazakh, paper.Portrait)))["word/footer1.xml"]).words("")
	if !strings.HasSuffix(foot, "1 / 1 бет") {
		t.Errorf("the Kazakh foot: %q", foot)
	}
}

func TestLargePrint(t *testing.T) {
	sizes := func(scale float64) string {
		d := everything(act.Russian, paper.Landscape)
		d.Scale = scale
		styles := parse(t, "styles", partsOf(t, written(t, d))["word/styles.xml"])
		return styles.all("sz")[0].attrs["val"]
	}
	if one, large := sizes(0), sizes(1.4); one != "28" || large != "39" {
		t.Errorf("body of %s and %s half points; want 28 and 39", one, large)
	}
}

// The codes are drawn once a link, with white around and sharp squares.
func TestCodes(t *testing.T) {
	d := everything(act.Russian, paper.Portrait)
	d.Blocks = append(d.Blocks, paper.Code{Link: d.Link, Side: 40})
	p := partsOf(t, written(t, d))
	pictures := 0
	for name, content := range p {
		if !strings.HasPrefix(name, "word/media/") {
			continue
		}
		pictures++
		img, err := png.Decode(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		side := img.Bounds().Dx()
		dark := func(x, y int) bool { r, _, _, _ := img.At(x, y).RGBA(); return r == 0 }
		edge := quiet * dot
		if side%dot != 0 || dark(edge-1, edge-1) || !dark(edge, edge) || dark(side-edge, side/2) || img.Bounds() != image.Rect(0, 0, side, side) {
			t.Errorf("%s has no white margin or no corner", name)
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures of two links", pictures)
	}
	if err := Document(&bytes.Buffer{}, &paper.Document{Link: strings.Repeat("ж", 4000)}, code33); err == nil {
		t.Error("a link that no code holds was taken")
	}
}

// Badges have their exact size; a plate's two halves are turned to each other.
func TestCards(t *testing.T) {
	doc := body(t, badges())
	if rows, cells := doc.all("tr"), doc.all("tc"); len(rows) != 6 || len(cells) != 12 {
		t.Errorf("11 badges have %d rows and %d cells", len(rows), len(cells))
	}
	for _, h := range doc.all("trHeight") {
		if h.attrs["val"] != fmt.Sprint(mm(55)) || h.attrs["hRule"] != "exact" {
			t.Errorf("a badge is %v high", h.attrs)
		}
	}
	for _, w := range doc.all("gridCol") {
		if w.attrs["w"] != fmt.Sprint(mm(90)) {
			t.Errorf("a badge is %v wide", w.attrs)
		}
	}
	plate := body(t, plates()).all("tr")[0].all("tc")
	var turned []string
	for _, c := range plate {
		turned = append(turned, c.all("textDirection")[0].attrs["val"])
	}
	if strings.Join(turned, " ") != "tbRl btLr" || plate[0].words("") != plate[1].words("") {
		t.Errorf("the halves %v say %q and %q", turned, plate[0].words(""), plate[1].words(""))
	}
	if big, small := fit("Данияр Есимов", 180, 40, 60, true), fit("Константин Константинопольский-Преображенский", 180, 40, 60, true); big <= small || small <= leastPoints {
		t.Errorf("names of %g and %g points", big, small)
	}
}

func TestSamePaperTwice(t *testing.T) {
	if !bytes.Equal(written(t, everything(act.Russian, paper.Portrait)), written(t, everything(act.Russian, paper.Portrait))) {
		t.Error("two files of one paper differ")
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestWriterThatFails(t *testing.T) {
	disk := errors.New("disk is full")
	if err := Document(broken{disk}, everything(act.Russian, paper.Portrait), code33); !errors.Is(err, disk) {
		t.Errorf("got %v, want %v", err, disk)
	}
}

// A table of 1,000 rows is written in less than a second on any machine that people have.
func BenchmarkThousandRows(b *testing.B) {
	t := comparison()
	base := t.Rows
	t.Rows = nil
	for i := range 1000 {
		t.Rows = append(t.Rows, base[1+i%4])
	}
	d := &paper.Document{Made: made, Sheet: paper.Landscape, Blocks: []paper.Block{t}}
	b.ReportAllocs()
	for b.Loop() {
		if err := Document(&bytes.Buffer{}, d, code33); err != nil {
			b.Fatal(err)
		}
	}
}
