package attachment

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// archive packs parts as an office program does.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err == nil {
			_, err = part.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file is what its bytes say, whatever it is called; what has a program inside or only looks like a document is none.
func TestRecognise(t *testing.T) {
	many := make([]string, 0, 2*maxParts+2)
	for range maxParts + 1 {
		many = append(many, "word/document.xml", "")
	}
	for name, row := range map[string]struct {
		content []byte
		called  string
		want    Type
		err     error
	}{
		"a paper called a picture":  {[]byte("%PDF-1.7\n"), "x.png", PDF, nil},
		"a picture":                 {[]byte("\x89PNG\r\n\x1a\n..."), "x.pdf", PNG, nil},
		"a photograph":              {[]byte("\xff\xd8\xff\xe0..."), "x.txt", JPEG, nil},
		"a document of Word":        {archive(t, "word/document.xml", "<a/>"), "x.zip", DOCX, nil},
		"a table of Excel":          {archive(t, "xl/workbook.xml", "<a/>"), "x", XLSX, nil},
		"an open document":          {archive(t, "mimetype", string(ODT), "content.xml", "<a/>"), "x", ODT, nil},
		"an archive":                {archive(t, "a.txt", "слова"), "x.docx", "", ErrType},
		"an open table":             {archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "x.odt", "", ErrType},
		"a document with a program": {archive(t, "word/document.xml", "<a/>", "word/vbaProject.bin", "x"), "x.docx", "", ErrType},
		"a broken archive":          {[]byte("PK\x03\x04broken"), "x.docx", "", ErrType},
		"too many parts":            {archive(t, many...), "x.docx", "", ErrUnpacked},
		"words":                     {[]byte("Слова"), "x", TXT, nil},
		"a table of words":          {[]byte("Имя;Город"), "x.CSV", CSV, nil},
		"bytes":                     {[]byte("\x00\x01\x02"), "x.txt", "", ErrType},
		"nothing":                   {[]byte(" \n"), "x.txt", "", ErrType},
	} {
		if got, err := Recognise(row.content, row.called); got != row.want || !errors.Is(err, row.err) {
			t.Errorf("%s: %q, %v, want %q, %v", name, got, err, row.want, row.err)
		}
	}
}

// A name loses folders and what programs read as orders, and ends as its type does.
func TestName(t *testing.T) {
	for name, row := range map[string]struct {
		in   string
		kind Type
		want string
	}{
		"as it is":             {"Заключение.pdf", PDF, "Заключение.pdf"},
		"another known ending": {"снимок.JPG", JPEG, "снимок.JPG"},
		"a program's ending":   {"письмо.exe", DOCX, "письмо.exe.docx"},
		"folders":              {`..\..\etc/passwd`, TXT, "passwd.txt"},
		"signs and marks":      {"а\u202egpj.<b>|?\n.pdf", PDF, "аgpj.b.pdf"},
		"dots alone":           {" ... ", TXT, "file.txt"},
		"an ending alone":      {".pdf", PDF, "pdf.pdf"},
	} {
		if got := Name(row.in, row.kind); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	long := Name(strings.Repeat("ж", 500)+".pdf", PDF)
	if utf8.RuneCountInString(long) != MaxName || !strings.HasSuffix(long, "ж.pdf") || !utf8.ValidString(long) {
		t.Errorf("a long name has %d characters and ends in %q", utf8.RuneCountInString(long), long[len(long)-8:])
	}
}

// Everything that can be read in a file is read, for who looks for a telephone number there: what a page hides too, and a number
// that is cut by its letters' look or kept in powers of ten.
func TestWords(t *testing.T) {
	for name, row := range map[string]struct {
		content []byte
		kind    Type
		want    []string
	}{
		"UTF-16, low byte first":  {[]byte("\xff\xfe\x14\x043\x04"), TXT, []string{"Дг"}},
		"UTF-16, high byte first": {[]byte("\xfe\xff\x04\x14\x043"), TXT, []string{"Дг"}},
		"windows-1251":            {[]byte("\xcf\xf0\xe8\xfe\xf2, \xf3\xeb\xe8\xf6\xe0"), CSV, []string{"Приют, улица"}},
		"a number in two runs": {archive(t, "word/document.xml", `<w><p><r>8 701 1</r><r>23 45 67</r></p><p>дальше</p></w>`), DOCX,
			[]string{"8 701 123 45 67\nдальше"}},
		"a hyphen, a break, a link": {archive(t, "word/document.xml", `<w><p>А<noBreakHyphen/>Б<br/>В</p></w>`, "word/_rels/document.xml.rels",
			`<R><r Target="tel:+77011234567"/></R>`), DOCX, []string{"А-Б\nВ", "\n+77011234567\n"}},
		"deleted words and a remark": {archive(t, "word/document.xml", `<w><p><del>Асель</del></p></w>`, "word/comments.xml", `<c><p>Айгүл</p></c>`),
			DOCX, []string{"Асель", "Айгүл"}},
		"a cell in powers of ten": {archive(t, "xl/worksheets/sheet1.xml", `<s><c><v>8.7011234567E10</v></c><c><v>12</v></c></s>`), XLSX,
			[]string{"87011234567\n", "12\n"}},
		"a space of an open document": {archive(t, "content.xml", `<t><p>8<s/>701</p></t>`), ODT, []string{"8 701"}},
		"a picture":                   {[]byte("\x89PNG"), PNG, []string{""}},
	} {
		words, err := Words(row.content, row.kind)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range row.want {
			if !strings.Contains(words, want) {
				t.Errorf("%s: %q has no %q", name, words, want)
			}
		}
	}
}

// A file that cannot be read says so, and one that unfolds without end is stopped.
func TestWordsRefuses(t *testing.T) {
	deep := strings.Repeat("<a>", maxDepth+1) + strings.Repeat("</a>", maxDepth+1)
	half := strings.Repeat("\n", maxUnpacked/2)
	for name, row := range map[string]struct {
		content []byte
		kind    Type
		want    error
	}{
		"bytes called words": {[]byte("\x00\x01"), TXT, ErrType},
		"no paper":           {[]byte("%PDF-"), PDF, ErrType},
		"no archive":         {[]byte("PK"), DOCX, ErrType},
		"broken XML":         {archive(t, "word/document.xml", "<a><b></a>"), DOCX, ErrType},
		"too deep":           {archive(t, "word/document.xml", deep), DOCX, ErrType},
		"too much, in parts": {archive(t, "a.xml", "<w>"+half+"</w>", "b.xml", "<w>"+half+"</w>", "c.xml", "<w>"+half+"</w>"), ODT, ErrUnpacked},
	} {
		if words, err := Words(row.content, row.kind); !errors.Is(err, row.want) || words != "" {
			t.Errorf("%s: %.40q, %v, want %v", name, words, err, row.want)
		}
	}
}
