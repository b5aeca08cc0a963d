package akn

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"talqy/proposals/act"
)

// page is a document around the children of its act.
func page(children string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="` + Namespace + `">
<act name="act">
<meta><identification source="#x"><FRBRExpression><FRBRlanguage language="rus"/></FRBRExpression></identification></meta>
` + children + `
</act></akomaNtoso>`
}

const article = `<article eId="art_1"><num>Статья 1.</num></article>`

// Every refusal has its code and says where.
func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat(`<part eId="x">`, MaxDepth) + strings.Repeat("</part>", MaxDepth)
	for _, c := range []struct {
		why, document, code string
		args                map[string]any
	}{
		{"nothing", "", CodeMalformed, map[string]any{"line": 1}},
		{"plain text", "Статья 1. Звон", CodeMalformed, map[string]any{"line": 1}},
		{"a tag that is not closed", page("<body>\n<article>"), CodeMalformed, map[string]any{"line": 7}},
		{"a second document", page("<body>"+article+"</body>") + "\n<akomaNtoso/>", CodeMalformed, map[string]any{"line": 7}},
		{"words after the document", page("<body>"+article+"</body>") + "\nконец", CodeMalformed, map[string]any{"line": 7}},
		{"an entity from a file", "<!DOCTYPE act [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n" + page("<body/>"), CodeMalformed, map[string]any{"line": 1}},
		{"an entity of nowhere", page("<preface><p>\n&f;</p></preface>"), CodeMalformed, map[string]any{"line": 6}},
		{"another encoding", strings.Replace(page(""), "UTF-8", "windows-1251", 1), CodeMalformed, map[string]any{"line": 1}},
		{"a page of the web", "<html><body><p>Статья 1</p></body></html>", CodeNotAct, map[string]any{"line": 1, "found": " html"}},
		{"an earlier version", strings.Replace(page(""), "/3.0", "/2.0", 1), CodeNotAct,
			map[string]any{"line": 2, "found": "http://docs.oasis-open.org/legaldocml/ns/akn/2.0 akomaNtoso"}},
		{"a bill", strings.NewReplacer("<act ", "<bill ", "</act>", "</bill>").Replace(page("")), CodeNotAct, map[string]any{"line": 3, "found": "bill"}},
		{"an act in two parts", strings.Replace(page(""), "</act>", "</act><components/>", 1), CodeNotAct, map[string]any{"line": 6, "found": "components"}},
		{"no units", page("<body/>"), CodeNotAct, map[string]any{"line": 3, "found": "act"}},
		{"units too deep", page("<body>" + deep + "</body>"), CodeTooDeep, map[string]any{"line": 5, "limit": MaxDepth}},
		{"no language", strings.Replace(page("<body>"+article+"</body>"), `<FRBRlanguage language="rus"/>`, "", 1), CodeLanguage, map[string]any{"found": ""}},
		{"a third language", strings.Replace(page(""), "rus", "eng", 1), CodeLanguage, map[string]any{"found": "eng"}},
		{"a date in words", strings.Replace(page(""), "<FRBRlang", `<FRBRdate date="1 мая" name="edition"/><FRBRlang`, 1), CodeDate, map[string]any{"date": "1 мая"}},
		{"a unit without an address", page("<body>\n<article/></body>"), CodeEID, map[string]any{"line": 6, "eid": ""}},
		{"an address twice", page("<body>" + article + "\n" + article + "</body>"), CodeEID, map[string]any{"line": 6, "eid": "art_1"}},
		{"an address without end", page(`<body><article eId="` + strings.Repeat("а", maxEID) + `"/></body>`), CodeEID,
			map[string]any{"line": 5, "eid": strings.Repeat("а", maxEID)}},
		{"a remark at nothing", strings.Replace(page("<body>"+article+"</body>"), "</meta>", `<notes><note placementBase="#art_2"><p>Сноска.</p></note></notes></meta>`, 1),
			CodeEID, map[string]any{"line": 4, "eid": "#art_2"}},
		{"a level of other countries", page(`<body><clause eId="cl_1"/></body>`), CodeUnknownElement, map[string]any{"line": 5, "element": "clause"}},
		{"a container of another name", page(`<body><hcontainer name="schedule" eId="x"/></body>`), CodeUnknownElement, map[string]any{"line": 5, "element": "hcontainer"}},
		{"a list that is no unit", page(`<body><article eId="art_1"><content><p>Слова:</p><ul><li>раз</li></ul></content></article></body>`),
			CodeUnknownElement, map[string]any{"line": 5, "element": "ul"}},
		{"a footnote in the words", page(`<body><article eId="art_1"><content><p>Слова<authorialNote><p>и ещё</p></authorialNote></p></content></article></body>`),
			CodeUnknownElement, map[string]any{"line": 5, "element": "authorialNote"}},
		{"words between the units", page("<body>" + article + "Слова</body>"), CodeUnknownElement, map[string]any{"line": 5, "element": "body #text"}},
		{"a unit of the hierarchy in the preamble", page(`<preamble>` + article + `</preamble>`), CodeUnknownElement, map[string]any{"line": 5, "element": "article"}},
		{"two headings", page(`<body><article eId="art_1"><heading>Звон</heading><heading>Звонница</heading></article></body>`),
			CodeUnknownElement, map[string]any{"line": 5, "element": "heading"}},
		{"an element of another namespace", page(`<body><article eId="art_1"><x:p xmlns:x="urn:x">Слова</x:p></article></body>`),
			CodeUnknownElement, map[string]any{"line": 5, "element": "urn:x p"}},
	} {
		e, _, err := Read(strings.NewReader(c.document))
		var refused *Error
		if !errors.As(err, &refused) {
			t.Errorf("%s: got %v, %v", c.why, e, err)
			continue
		}
		if refused.Code != c.code || !reflect.DeepEqual(refused.Args, c.args) {
			t.Errorf("%s: got %v, want %s %v", c.why, refused, c.code, c.args)
		}
	}
}

// The bounds are those of bytes and of elements; what the reader below says goes through as it is.
func TestReadIsBounded(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(page("<body>")), forever(' '))
	_, _, err := Read(endless)
	var refused *Error
	if !errors.As(err, &refused) || refused.Code != CodeTooLarge || refused.Args["limit"] != MaxBytes {
		t.Errorf("an endless file: got %v", err)
	}
	many := page("<body>" + strings.Repeat("<p/>", maxElements) + "</body>")
	if _, _, err = Read(strings.NewReader(many)); !errors.As(err, &refused) || refused.Code != CodeTooLarge || refused.Args["limit"] != maxElements {
		t.Errorf("too many elements: got %v", err)
	}
	if _, _, err = Read(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a broken reader: got %v", err)
	}
}

type forever byte

func (f forever) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(f)
	}
	return len(p), nil
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		why, content string
		want         bool
	}{
		{"a document", page(""), true},
		{"with the mark of some editors before it", "\xef\xbb\xbf" + page(""), true},
		{"with a prefix", `<a:akomaNtoso xmlns:a="` + Namespace + `"/>`, true},
		{"with a comment before it", "<?xml version='1.0'?>\n<!-- выгрузка -->\n<akomaNtoso xmlns='" + Namespace + "'>", true},
		{"nothing", "", false},
		{"a law as text", "Статья 1. Звон", false},
		{"a page of the web", "<!DOCTYPE html><html><body>akomaNtoso</body></html>", false},
		{"an earlier version", `<akomaNtoso xmlns="http://www.akomantoso.org/2.0"/>`, false},
		{"broken before the first element", "<?xml <akomaNtoso", false},
		{"a word processor's file", "PK\x03\x04", false},
	} {
		if got := Recognise([]byte(c.content)); got != c.want {
			t.Errorf("%s: got %v, want %v", c.why, got, c.want)
		}
	}
}

// An act that cannot be written is refused before a byte is out.
func TestWriteRefuses(t *testing.T) {
	nested := &act.Provision{EID: "x0", Level: act.LevelPoint}
	for i := range maxUnits {
		nested = &act.Provision{EID: "y" + string(rune('0'+i)), Level: act.LevelPoint, Children: []*act.Provision{nested}}
	}
	for _, c := range []struct {
		why    string
		change func(*act.Expression, *Meta)
		code   string
		args   map[string]any
	}{
		{"no language", func(e *act.Expression, _ *Meta) { e.Lang = "" }, CodeLanguage, map[string]any{"found": ""}},
		{"a date in words", func(e *act.Expression, _ *Meta) { e.Date = "9 января" }, CodeDate, map[string]any{"date": "9 января"}},
		{"no such day", func(_ *act.Expression, m *Meta) { m.Adopted = "2026-02-30" }, CodeDate, map[string]any{"date": "2026-02-30"}},
		{"no units", func(e *act.Expression, _ *Meta) { e.Provisions = nil }, CodeNotAct, map[string]any{"line": 0, "found": ""}},
		{"a unit without an address", func(e *act.Expression, _ *Meta) { e.Provisions[1].EID = "" }, CodeEID, map[string]any{"line": 0, "eid": ""}},
		{"an address twice", func(e *act.Expression, _ *Meta) { e.Provisions[1].EID = "art_1" }, CodeEID, map[string]any{"line": 0, "eid": "art_1"}},
		{"an address that the document needs", func(e *act.Expression, _ *Meta) { e.Provisions[1].EID = "kz" }, CodeEID, map[string]any{"line": 0, "eid": "kz"}},
		{"a space in an address", func(e *act.Expression, _ *Meta) { e.Provisions[1].EID = "art 2" }, CodeEID, map[string]any{"line": 0, "eid": "art 2"}},
		{"an unknown level", func(e *act.Expression, _ *Meta) { e.Provisions[1].Level = "clause" }, CodeLevel, map[string]any{"eid": "art_2", "level": "clause"}},
		{"a control character", func(e *act.Expression, _ *Meta) { e.Provisions[0].Text = "звон\x0c" }, CodeCharacter, map[string]any{"eid": "art_1", "character": "U+000C"}},
		{"half a letter", func(e *act.Expression, _ *Meta) { e.Title = "звон\xd0" }, CodeCharacter, map[string]any{"eid": "", "character": "0xD0"}},
		{"a control character in a remark", func(e *act.Expression, _ *Meta) { e.Provisions[0].Notes[0].Text = "\x01" }, CodeCharacter,
			map[string]any{"eid": "art_1", "character": "U+0001"}},
		{"units too deep", func(e *act.Expression, _ *Meta) { e.Provisions[1] = nested }, CodeTooDeep, map[string]any{"line": 0, "limit": maxUnits}},
	} {
		e, meta := smallAct(), meta
		c.change(e, &meta)
		var out bytes.Buffer
		err := Write(&out, e, meta)
		var refused *Error
		if !errors.As(err, &refused) || refused.Code != c.code || !reflect.DeepEqual(refused.Args, c.args) {
			t.Errorf("%s: got %v, want %s %v", c.why, err, c.code, c.args)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", c.why, out.Len())
		}
	}
	if err := Write(failing{}, smallAct(), meta); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("a broken writer: got %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// The deepest act that is written can be read: in the body, in the preamble and in an annex with a table.
func TestDeepestActReturns(t *testing.T) {
	chain := func(prefix string, top, last act.Level, text string) *act.Provision {
		p := &act.Provision{EID: prefix + "last", Level: last, Text: text, Children: []*act.Provision{}}
		for i := range maxUnits - 2 {
			p = &act.Provision{EID: prefix + string(rune('A'+i)), Level: act.LevelSection, Children: []*act.Provision{p}}
		}
		return &act.Provision{EID: prefix, Level: top, Children: []*act.Provision{p}}
	}
	mustReturn(t, &act.Expression{Lang: act.Russian, Provisions: []*act.Provision{
		chain("preamble", act.LevelPreamble, act.LevelPoint, "а\nб"), chain("body", act.LevelChapter, act.LevelTable, "а\tб"),
		chain("annex", act.LevelAnnex, act.LevelTable, "а\tб"),
	}}, meta)
}

// How an act names itself, by what is known of it.
func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		why                   string
		e                     *act.Expression
		adopted               string
		wantWork, wantEdition string
	}{
		{"nothing is known", &act.Expression{Lang: act.Russian}, "", "/akn/kz/act/0001-01-01/nn", "/rus"},
		{"a line in Russian", &act.Expression{Lang: act.Russian, Number: "480-V", Date: "2026-01-09",
			Preface: []string{"Закон Республики Казахстан от 6 апреля 2016 года № 480-V ЗРК."}}, "", "/akn/kz/act/2016-04-06/480-V", "/rus@2026-01-09"},
		{"a line in Kazakh, with a Latin i", &act.Expression{Lang: act.Kazakh, Number: "110-VIII",
			Preface: []string{"Қазақстан Республикасының Заңы 2024 жылғы 5 шiлдедегi № 110-VIII"}}, "", "/akn/kz/act/2024-07-05/110-VIII", "/kaz"},
		{"the date is given", &act.Expression{Lang: act.Kazakh, Number: "110-VIII"}, "2024-07-05", "/akn/kz/act/2024-07-05/110-VIII", "/kaz"},
		{"the date given goes before the line", &act.Expression{Lang: act.Russian, Preface: []string{"от 6 апреля 2016 года"}}, "2016-04-07",
			"/akn/kz/act/2016-04-07/nn", "/rus"},
		{"no such day", &act.Expression{Lang: act.Russian, Preface: []string{"от 31 апреля 2016 года"}}, "", "/akn/kz/act/0001-01-01/nn", "/rus"},
		{"a number with words", &act.Expression{Lang: act.Russian, Number: "15 қн/2"}, "", "/akn/kz/act/0001-01-01/15-%D2%9B%D0%BD%2F2", "/rus"},
	} {
		id, err := identify(c.e, Meta{Adopted: c.adopted})
		if err != nil || id.work != c.wantWork || id.expression != c.wantWork+c.wantEdition {
			t.Errorf("%s: got %s and %s, %v", c.why, id.work, id.expression, err)
		}
	}
}

// Whatever the bytes, Read gives an act or an Error; the act can be written, unless the document was only a preamble or took an
// address of ours, and then comes back the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(page("<body>" + article + "</body>")))
	f.Add([]byte(strings.Replace(page("<body>"+article+"</body>"), "</meta>", `<notes><note class="ruling" placementBase="#art_1"><p>а<br/>б</p></note></notes></meta>`, 1)))
	f.Add([]byte(page(`<preface><p>Закон <docTitle>О звоне</docTitle></p></preface><preamble><p>а</p><p eId="b"><i>б</i></p><container name="point" eId="c"><block name="num">1)</block></container></preamble><body><chapter eId="chp_1"><intro><p>а</p><p>б</p><table><caption>т</caption><tr><th><p>1</p></th><td/></tr></table></intro>` +
		article + `<wrapUp><p xml:space="preserve"> в </p></wrapUp></chapter></body><conclusions><p>З. Звонов</p></conclusions><attachments><attachment eId="annex_1"><doc name="x"><meta/><mainBody><p>а</p></mainBody></doc></attachment></attachments>`)))
	for seed := range uint64(5) {
		var b bytes.Buffer
		if err := Write(&b, newInventor(seed).act(), meta); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		Recognise(content)
		e, profile, err := Read(bytes.NewReader(content))
		var refused *Error
		if err != nil {
			if !errors.As(err, &refused) {
				t.Fatalf("no Error: %v", err)
			}
			return
		}
		var out bytes.Buffer
		err = Write(&out, e, Meta{Profile: profile})
		if errors.As(err, &refused) && (refused.Code == CodeNotAct || refused.Code == CodeEID || refused.Code == CodeTooDeep) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		validate(t, out.Bytes())
		back, again, err := Read(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatalf("%v\n%s", err, out.Bytes())
		}
		if again != profile || asJSON(t, back) != asJSON(t, e) {
			t.Errorf("got  %s\nwant %s", asJSON(t, back), asJSON(t, e))
		}
	})
}
