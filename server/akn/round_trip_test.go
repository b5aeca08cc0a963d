package akn

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// laws is where the real statutes stand beside the repository, demo where the demonstration act is.
const (
	laws = "../../../shared/laws"
	demo = "../../cmd/talqy/demo"
)

// meta is that of all test exports: a fixed day.
var meta = Meta{Profile: act.ProfileLaw, Made: time.Date(2026, 12, 10, 9, 0, 0, 0, time.UTC)}

// smallAct has one of everything, for tests that change a document by hand.
func smallAct() *act.Expression {
	return &act.Expression{
		Title: "О колоколах", Lang: act.Russian,
		Provisions: []*act.Provision{
			{EID: "art_1", Level: act.LevelArticle, Num: "1", Label: "Статья 1.", Heading: "Звон", Text: "Колокол звонит.",
				Notes: []act.Note{{Kind: act.NoteHistory, Text: "Сноска. Статья 1 с изменением."}}, Children: []*act.Provision{
					{EID: "art_1__note_1", Level: act.LevelNote, Label: "Примечание.", Text: "Звон слышен.", Children: []*act.Provision{}},
					{EID: "art_1__table_1", Level: act.LevelTable, Text: "Село\tВысота\nВерхнее\t12", Children: []*act.Provision{}},
				}},
			{EID: "art_2", Level: act.LevelArticle, Num: "2", Label: "Статья 2.", Heading: "Звонница", Children: []*act.Provision{}},
		},
	}
}

func mustWrite(t testing.TB, e *act.Expression) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, e, meta); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mustReturn writes an act, holds the document against the rules and reads it back; what comes back must be the act.
func mustReturn(t *testing.T, e *act.Expression, meta Meta) []byte {
	t.Helper()
	var document bytes.Buffer
	if err := Write(&document, e, meta); err != nil {
		t.Fatal(err)
	}
	validate(t, document.Bytes())
	back, profile, err := Read(bytes.NewReader(document.Bytes()))
	if err != nil {
		t.Fatalf("%v\n%s", err, clip(document.String()))
	}
	if profile != meta.Profile {
		t.Errorf("the profile comes back as %q, went out as %q", profile, meta.Profile)
	}
	if got, want := asJSON(t, back), asJSON(t, e); got != want {
		at := 0
		for at < len(got) && at < len(want) && got[at] == want[at] {
			at++
		}
		at = max(0, at-80)
		t.Errorf("got  …%s\nwant …%s", clip(got[at:]), clip(want[at:]))
	}
	return document.Bytes()
}

// asJSON shows an act with everything that it has.
func asJSON(t *testing.T, e *act.Expression) string {
	t.Helper()
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// files are the statutes and the demonstration act.
func files(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(laws, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Dir(path) != laws { // README.md is no law
			out = append(out, path)
		}
		return err
	})
	if os.IsNotExist(err) {
		t.Log("../shared/laws is absent, only the demonstration act is tried")
	} else if err != nil {
		t.Fatal(err)
	} else if len(out) < 20 {
		t.Errorf("only %d files in ../shared/laws", len(out))
	}
	own, err := filepath.Glob(filepath.Join(demo, "act.*.txt"))
	if err != nil || len(own) != 2 {
		t.Fatalf("%d demonstration acts, %v", len(own), err)
	}
	return append(out, own...)
}

func mustReadSource(t *testing.T, path string) *source.Document {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := source.Read(content, filepath.Base(path), source.AcceptTruncated)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Every statute comes back as it went out, and the numbers of its units are all told by their eIds.
func TestLawsReturn(t *testing.T) {
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			doc := mustReadSource(t, path)
			meta := Meta{Profile: doc.Profile, Made: meta.Made}
			first := mustReturn(t, doc.Expression, meta)
			if n := bytes.Count(first, []byte("talqy:num=")); n > 0 {
				t.Errorf("%d numbers need an attribute of ours", n)
			}
			if n := bytes.Count(first, []byte("xml:space=")); n > 0 {
				t.Errorf("%d lines have spaces to protect", n)
			}
			var second bytes.Buffer
			if err := Write(&second, doc.Expression, meta); err != nil || !bytes.Equal(first, second.Bytes()) {
				t.Errorf("the same act gave other bytes, %v", err)
			}
			elements := bytes.Count(first, []byte("<")) - bytes.Count(first, []byte("</"))
			if len(first) > MaxBytes/2 || elements > maxElements/2 {
				t.Errorf("%d bytes and %d elements come near the bounds of what is read", len(first), elements)
			}
		})
	}
}

// exports are the documents of all statutes and of a hundred made-up acts.
func exports(t *testing.T) [][]byte {
	t.Helper()
	var out [][]byte
	for _, path := range files(t) {
		out = append(out, mustWrite(t, mustReadSource(t, path).Expression))
	}
	for seed := range uint64(100) {
		out = append(out, mustWrite(t, newInventor(seed).act()))
	}
	return out
}

// Whatever an act holds, it comes back: units of any level in any unit, words with spaces and signs of markup, numbers that
// their eId does not tell, remarks everywhere.
func TestAnyActReturns(t *testing.T) {
	for seed := range uint64(200) {
		v := newInventor(seed)
		e, meta := v.act(), meta
		meta.Profile = pick(v, act.ProfileCode, act.ProfileLaw, act.ProfileBylaw)
		mustReturn(t, e, meta)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// inventor makes up acts, the same for the same seed.
type inventor struct {
	*rand.Rand
	units int
}

func newInventor(seed uint64) *inventor {
	return &inventor{Rand: rand.New(rand.NewPCG(seed, 1))}
}

func pick[T any](v *inventor, from ...T) T { return from[v.IntN(len(from))] }

var allLevels = []act.Level{
	act.LevelPreamble, act.LevelPart, act.LevelTitle, act.LevelSubtitle, act.LevelChapter, act.LevelSection, act.LevelArticle,
	act.LevelParagraph, act.LevelSubparagraph, act.LevelPoint, act.LevelIndent, act.LevelNote, act.LevelAnnex, act.LevelTable,
	act.LevelConclusions,
}

func (v *inventor) act() *act.Expression {
	e := &act.Expression{
		Title: v.words(), Number: pick(v, "", "480-V", "1 а/б", v.words()), Lang: pick(v, act.Russian, act.Kazakh),
		Date: pick(v, "", "2026-01-09"), Notes: v.notes(),
	}
	for range v.IntN(3) {
		e.Preface = append(e.Preface, pick(v, v.words(), "Закон от 6 апреля 2016 года № 480-V ЗРК", "2016 жылғы 6 сәуірдегі № 480-V Заңы"))
	}
	if v.IntN(2) == 0 {
		e.Provisions = append(e.Provisions, v.unit(act.LevelPreamble, 2))
	}
	for range 1 + v.IntN(4) {
		e.Provisions = append(e.Provisions, v.unit(pick(v, allLevels...), 4))
	}
	e.Provisions = append(e.Provisions, v.unit(act.LevelArticle, 3)) // no act is only an annex
	if v.IntN(2) == 0 {
		e.Provisions = append(e.Provisions, v.unit(act.LevelConclusions, 2))
	}
	for range v.IntN(3) {
		e.Provisions = append(e.Provisions, v.unit(act.LevelAnnex, 3))
	}
	return e
}

func (v *inventor) unit(level act.Level, depth int) *act.Provision {
	v.units++
	p := &act.Provision{
		EID: pick(v, "art_", "x__point_", "y__indent_") + pick(v, "", "а", "9-1", "IV~2") + "_" + strconv.Itoa(v.units), Level: level,
		Num: pick(v, "", "1", "9-1", "а", v.words()), Label: pick(v, "", "1)", v.words()), Heading: pick(v, "", v.words()),
		Text: pick(v, "", v.words(), v.words()+"\n"+v.words()), Notes: v.notes(), Children: []*act.Provision{},
	}
	if level == act.LevelTable {
		p.Text = pick(v, "", "a\tb\n\tc", "\n\n", "один", "\t")
	}
	for depth > 0 && v.IntN(3) > 0 {
		p.Children = append(p.Children, v.unit(pick(v, allLevels...), depth-1))
	}
	return p
}

func (v *inventor) words() string {
	var b strings.Builder
	for range v.IntN(6) {
		b.WriteString(pick(v, "слово", "сөз", "«а»", "<b>", "&amp;", "\"", "'", " ", "  ", "\t", "\n", "\r", "\u00a0", "😀", "]]>", "і", "№ 5"))
	}
	return b.String()
}

func (v *inventor) notes() []act.Note {
	var out []act.Note
	for v.IntN(4) == 0 {
		out = append(out, act.Note{Kind: pick(v, act.NoteHistory, act.NotePending, act.NoteRepealed, act.NoteRuling,
			act.NoteContents, act.NoteEdition), Text: v.words()})
	}
	return out
}
