package redline_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/redline"
)

// The page counts changes from the ops alone; this file of cases, which its own test reads, holds it to the same count.
func TestPageCases(t *testing.T) {
	const file = "../../frontend/src/domain/changes.test-data.json"
	type one struct {
		Name    string           `json:"name"`
		Ops     []redline.Op     `json:"ops"`
		Changes []redline.Change `json:"changes"`
	}
	var all []one
	add := func(name, old, new string) {
		ops := redline.Compare(old, new)
		all = append(all, one{name, ops, redline.Changes(ops)})
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, f := range files {
		archive, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		add(strings.TrimSuffix(filepath.Base(f), ".txtar"), string(archive.Files[0].Data), string(archive.Files[1].Data))
	}
	add("deleted", "1) кров на ночь;\n2) еда.\n", "1) кров;\n")
	add("all at one place", "1) приём пострадавших в приют;\n2) учёт и отчёт ежегодно в срок;\n3) надзор прокурора района.\n",
		"1) надзор прокурора района;\n2) совсем иное правило здесь;\n3) приём пострадавших в приют.\n")
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(all); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is not of this engine: run go test ./proposals/redline -update, then the page's tests", file)
	}
}
