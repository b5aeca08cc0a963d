package people_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"talqy/proposals"
	"talqy/proposals/people"
)

var update = flag.Bool("update", false, "write what the code gives into the golden files")

// TestGolden reads the first file of each archive in testdata/golden and compares what it says with the second. Every archive
// opens with a sentence on what it shows. Nobody in them is a real person.
func TestGolden(t *testing.T) {
	for _, file := range golden(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the archive does not say what it shows")
			}
			got := []byte(said(people.Read(archive.Files[0].Data)))
			if *update {
				archive.Files = []txtar.File{archive.Files[0], {Name: "said", Data: got}}
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) != 2 || !bytes.Equal(archive.Files[1].Data, got) {
				t.Errorf("got:\n%s\nwant:\n%s", got, archive.Files[len(archive.Files)-1].Data)
			}
		})
	}
}

func golden(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	return files
}

// said prints what was read: a column a line, then a person a line with what is wrong with it.
func said(list people.List, err error) string {
	var refusal *proposals.Error
	if errors.As(err, &refusal) {
		return fmt.Sprintf("refused: %s%s\n", refusal.Code, arguments(refusal.Args))
	}
	var b strings.Builder
	for _, c := range list.Columns {
		fmt.Fprintf(&b, "column %d «%s»: %s\n", c.Index, c.Name, c.Field)
	}
	for _, r := range list.Rows {
		fmt.Fprintf(&b, "%d: %s; %s; %s/%s, %s, %s; %s/%s; %s\n", r.N, r.Name, r.Role, r.Organisation.Ru, r.Organisation.Kk, r.Kind, r.City, r.Office.Ru, r.Office.Kk, r.Email)
		for _, p := range r.Problems {
			fmt.Fprintf(&b, "  ! %s %s%s\n", p.Field, p.Code, arguments(p.Args))
		}
	}
	return b.String()
}

func arguments(args map[string]any) string {
	out := ""
	for _, name := range slices.Sorted(maps.Keys(args)) {
		out += fmt.Sprintf(" %s=%v", name, args[name])
	}
	return out
}

// A list says the same in whatever encoding it was saved, and with whatever line ends.
func TestEncodings(t *testing.T) {
	for _, file := range golden(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(archive.Files[0].Data)
		want := said(people.Read([]byte(text)))
		forms := map[string][]byte{
			"UTF-8 with a mark": append([]byte("\xEF\xBB\xBF"), text...),
			"Windows lines":     []byte(strings.ReplaceAll(text, "\n", "\r\n")),
			"old Mac lines":     []byte(strings.ReplaceAll(text, "\n", "\r")),
		}
		for name, form := range map[string]unicode.Endianness{"little": unicode.LittleEndian, "big": unicode.BigEndian} {
			for mark, bom := range map[string]unicode.BOMPolicy{" with a mark": unicode.UseBOM, "": unicode.IgnoreBOM} {
				encoded, err := unicode.UTF16(form, bom).NewEncoder().Bytes([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				forms["UTF-16 "+name+mark] = encoded
			}
		}
		if encoded, err := charmap.Windows1251.NewEncoder().Bytes([]byte(text)); err == nil { // Kazakh letters are not in it
			forms["windows-1251"] = encoded
		}
		for name, content := range forms {
			if got := said(people.Read(content)); got != want {
				t.Errorf("%s in %s:\n%s\nwant:\n%s", filepath.Base(file), name, got, want)
			}
		}
	}
}

// Limits and what is no list at all.
func TestRefusals(t *testing.T) {
	rows := func(n int) []byte {
		return []byte("ФИО,Организация\n" + strings.Repeat("Айгерим Ахметова,Фонд\n", n))
	}
	if list, err := people.Read(rows(people.MaxRows)); err != nil || len(list.Rows) != people.MaxRows {
		t.Errorf("%d rows, %v", len(list.Rows), err)
	}
	for name, one := range map[string]struct {
		content []byte
		code    string
	}{
		"a row too many":   {rows(people.MaxRows + 1), proposals.CodeTooMany},
		"a byte too many":  {append(rows(1), bytes.Repeat([]byte(","), people.MaxBytes)...), people.CodeUnreadable},
		"nothing":          {nil, people.CodeUnreadable},
		"a workbook":       {[]byte("PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml"), people.CodeUnreadable},
		"half of a UTF-16": {[]byte("\xFF\xFEa"), people.CodeUnreadable},
		"only headings":    {[]byte("ФИО;Телефон\n"), people.CodeNoColumns},
	} {
		if _, err := people.Read(one.content); proposals.CodeOf(err) != one.code {
			t.Errorf("%s: %v, want %s", name, err, one.code)
		}
	}
	// A quotation mark that is never closed in every line: each costs the rest of the file read anew, so there is an end to it.
	broken := "ФИО,Организация\n" + strings.Repeat("Айгерим Ахметова,\"Фонд\n", people.MaxRows)
	if list, err := people.Read([]byte(broken)); err != nil || len(list.Rows) == 0 || len(list.Rows) > people.MaxRows {
		t.Errorf("%d rows, %v", len(list.Rows), err)
	}
}

// FuzzRead: whatever comes, lines are in order, within the limits and of whole characters; and what was read, written as a
// careful program writes it, is read again as the same.
func FuzzRead(f *testing.F) {
	for _, file := range golden(f) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Add([]byte("\xFF\xFEФ"))
	f.Add([]byte("ФИО,Организация\n\"\n\n\"\"\"\n\r,,\"a\"b\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := people.Read(content)
		if err != nil {
			if proposals.CodeOf(err) == "" || len(list.Rows) != 0 {
				t.Fatalf("%d rows, %v", len(list.Rows), err)
			}
			return
		}
		if len(list.Rows) > people.MaxRows {
			t.Fatalf("%d rows", len(list.Rows))
		}
		last := 0
		for _, r := range list.Rows {
			if r.N <= last {
				t.Fatalf("line %d comes after line %d", r.N, last)
			}
			last = r.N
			for _, s := range []string{r.Name, r.City, r.Email, r.Organisation.Ru, r.Organisation.Kk, r.Office.Ru, r.Office.Kk, string(r.Kind), string(r.Role)} {
				if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\x00") {
					t.Fatalf("line %d says %q", r.N, s)
				}
			}
		}
		again, err := people.Read(written(list))
		if err != nil {
			t.Fatalf("written anew: %v", err)
		}
		for i := range list.Rows {
			want := list.Rows[i]
			want.N, want.Problems = again.Rows[i].N, again.Rows[i].Problems
			if !reflect.DeepEqual(again.Rows[i], want) {
				t.Fatalf("written anew %+v, was %+v", again.Rows[i], want)
			}
		}
	})
}

// written writes a list with every cell in quotation marks.
func written(list people.List) []byte {
	var b strings.Builder
	line := func(cells ...string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	line("ФИО", "Организация", "Ұйым", "Вид", "Город", "Должность", "Лауазымы", "Роль", "E-mail")
	for _, r := range list.Rows {
		line(r.Name, r.Organisation.Ru, r.Organisation.Kk, string(r.Kind), r.City, r.Office.Ru, r.Office.Kk, string(r.Role), r.Email)
	}
	return []byte(b.String())
}
