package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to reach past everything into the file, as somebody with an editor would
)

// firstRelease unpacks the data folder of the first release: the demonstration group, whose events have no hashes, in a store
// that has no version.
func firstRelease(t *testing.T) (data string) {
	t.Helper()
	packed, err := os.ReadFile("testdata/releases/first-folder.sqlite.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	data = t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(data, "db"), 0o700), os.WriteFile(filepath.Join(data, "db", "talqy.sqlite"), content, 0o600)); err != nil {
		t.Fatal(err)
	}
	return data
}

// A data folder of the first release opens; the chain begins with what is written now; and everything is there.
func TestDataFolderOfTheFirstRelease(t *testing.T) {
	data := firstRelease(t)
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "133 events of a former release have no hash; nothing with one was written after 133 of them") {
		t.Errorf("before:\n%s", out)
	}
	workOn(t, data)
	out := must(t, "verify", "--data", data)
	if !strings.Contains(out, "nothing is wrong") || strings.Contains(out, "written after 133 of them") {
		t.Errorf("after:\n%s", out)
	}
	refused(t, "another one stood there", "verify", "--data", tampered(t, data,
		`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '"by":"', '"by":"x') where _ferretdb_sjson like '%proposal.opened%'`))
}

// Backups of every release are restored: the first, whose events have no hashes, and the second, whose events have.
func TestBackupsOfEveryRelease(t *testing.T) {
	for _, name := range []string{"first", "second"} {
		file := filepath.Join("testdata", "releases", name+".talqy")
		must(t, "verify", file)
		data := filepath.Join(t.TempDir(), "data")
		must(t, "restore", file, "--data", data)
		workOn(t, data)
		if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
			t.Errorf("%s:\n%s", name, out)
		}
	}
}

// workOn opens a folder of the demonstration group, looks whether it is all there and writes to it.
func workOn(t *testing.T, data string) {
	t.Helper()
	t.Run("work", func(t *testing.T) {
		s := open(t, serveOptions{data: data, listen: "127.0.0.1:0"})
		s.signIn("saule")
		list := get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "saule", nil).Proposals
		if len(list) < 5 {
			t.Errorf("only %d proposals are there", len(list))
		}
		for _, p := range list {
			if a := s.do("GET", "/api/proposals/"+p.ID, "saule", nil); a.status != http.StatusOK {
				t.Errorf("%s: %d %s", p.ID, a.status, a.body)
			}
			if a := s.do("POST", "/api/proposals/"+p.ID+"/comments", "saule", map[string]any{"id": "after-upgrade-" + p.ID, "body": "После обновления."}); a.status != http.StatusCreated {
				t.Errorf("%s: %d %s", p.ID, a.status, a.body)
			}
		}
	})
}

// tampered gives a copy of a data folder after a statement on its file; {events} and the like stand for tables.
func tampered(t *testing.T, data, statement string) string {
	t.Helper()
	copied := t.TempDir()
	if err := os.CopyFS(filepath.Join(copied, "db"), os.DirFS(filepath.Join(data, "db"))); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(copied, "db", "talqy.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // the test reads what was written
	for _, name := range regexp.MustCompile(`\{\w+\}`).FindAllString(statement, -1) {
		var table string
		if err := db.QueryRow(`select table_name from _ferretdb_collections where name = ?`, strings.Trim(name, "{}")).Scan(&table); err != nil {
			t.Fatal(err)
		}
		statement = strings.ReplaceAll(statement, name, `"`+table+`"`)
	}
	result, err := db.Exec(statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, _ := result.RowsAffected(); n == 0 {
		t.Fatalf("%s: it altered nothing", statement)
	}
	return copied
}

// Whoever has the file of the database and an editor is found, and so is a text that went missing.
func TestVerifyFindsTampering(t *testing.T) {
	data, _ := demoFolder(t)
	out := must(t, "verify", "--data", data)
	seals := regexp.MustCompile(`(?m)^seal (\S+)$`).FindAllStringSubmatch(out, -1)
	if len(seals) == 0 {
		t.Fatalf("no seal in\n%s", out)
	}
	seal := seals[0][1]
	must(t, "verify", "--data", data, "--holds", seal)
	stream, _, _ := strings.Cut(seal, "@")
	for what, test := range map[string]struct {
		statement, words string
		args             []string
	}{
		"another word":   {`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '"kind":"member.joined"', '"kind":"member.joined "')`, "altered; its bytes do not give its hash", nil},
		"another author": {`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '"by":"', '"by":"x') where _ferretdb_sjson like '%proposal.opened%'`, "altered; its bytes do not give its hash", nil},
		"an event less":  {`delete from {events} where _ferretdb_sjson like '%proposal.opened%'`, "missing", nil},
		"a member less":  {`delete from {events} where _ferretdb_sjson like '%member.joined%'`, "missing (", nil},
		"a hash less":    {`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '"link":"1 ', '"link":"2 ') where _ferretdb_sjson like '%bill.opened%'`, "altered", nil},
		"another place":  {`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '/00000001"', '/00000099"') where _ferretdb_sjson like '%bill.opened%'`, "lies under", nil},
		"a text less":    {`delete from {expressions} where _ferretdb_sjson like '%-kk-%'`, "is missing", nil},
		"a text damaged": {`update {expressions} set _ferretdb_sjson = substr(_ferretdb_sjson, 1, 2000) ||
			case substr(_ferretdb_sjson, 2001, 1) when 'A' then 'B' else 'A' end || substr(_ferretdb_sjson, 2002)`, "the text ", nil},
		"another state":     {`update {events} set _ferretdb_sjson = replace(_ferretdb_sjson, '"kind":"bill.opened"', '"kind":"bill.closed"')`, "the events make no state", nil},
		"the last one less": {`delete from {events} where _ferretdb_sjson like '%"_id":"` + stream + `/%'`, "does not hold it", []string{"--holds", seal}},
	} {
		t.Run(what, func(t *testing.T) {
			args := append([]string{"verify", "--data", tampered(t, data, test.statement)}, test.args...)
			refused(t, test.words, args...)
			_, err := talqy(t.Context(), args...)
			var said *ending
			if !errors.As(err, &said) || said.status != statusWarned {
				t.Errorf("it ended with %v", err)
			}
		})
	}
	for _, args := range [][]string{{"verify", "--data", filepath.Join(t.TempDir(), "typo")}, {"verify", filepath.Join(t.TempDir(), "none")}, {"verify", "--holds", "x", "--data", data}, {"verify", "a", "b"}} {
		_, err := talqy(t.Context(), args...)
		var said *ending
		if !errors.As(err, &said) || said.status != statusFailed {
			t.Errorf("%v ended with %v", args, err)
		}
	}
}
