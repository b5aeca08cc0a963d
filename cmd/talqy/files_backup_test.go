package main

import (
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// Files come through a backup with the events that name them, and so does who brought those that nothing names yet. Of a content
// that is missing or was changed, verify says so.
func TestFilesComeThroughABackup(t *testing.T) {
	dir := t.TempDir()
	data, again, file := filepath.Join(dir, "data"), filepath.Join(dir, "again"), filepath.Join(dir, "group.talqy")
	layDemo(t, data)
	h, err := assemble(t.Context(), serveOptions{data: data, demo: true, listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{h, t, map[string]string{}}
	s.signIn("aigerim")
	content := strings.Repeat("Памятка участнику. ", 20_000)
	named := readAs[fileBody](t, s.bring("aigerim", "/api/files", content, nil), http.StatusCreated).File
	loose := readAs[fileBody](t, s.bring("aigerim", "/api/files", "Ещё ни к чему.", nil), http.StatusCreated).File
	table := "/api/round-tables/" + get[struct{ RoundTables []struct{ ID string } }](s, "GET", "/api/round-tables", "aigerim", nil).RoundTables[0].ID
	get[any](s, "POST", table+"/materials", "aigerim", map[string]string{"file": named.ID})
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", file, "--data", data)
	must(t, "restore", file, "--data", again)
	for _, args := range [][]string{{file}, {"--data", again}} {
		if out := must(t, append([]string{"verify"}, args...)...); !strings.Contains(out, "nothing is wrong") {
			t.Errorf("verify %v says\n%s", args, out)
		}
	}
	s = open(t, serveOptions{data: again, listen: "127.0.0.1:0"})
	s.signIn("aigerim")
	s.signIn("marina")
	if a := s.do("GET", "/api/files/"+named.ID+"/law.txt", "marina", nil); a.status != http.StatusOK || a.body != content {
		t.Errorf("%d, %d bytes", a.status, len(a.body))
	}
	if a := s.do("GET", "/api/files/"+loose.ID+"/law.txt", "marina", nil); a.status != http.StatusNotFound {
		t.Errorf("what nothing names is open: %d", a.status)
	}
	get[any](s, "POST", table+"/materials", "aigerim", map[string]string{"file": loose.ID}) // who brought it is known
	if gone, err := s.kept.ForgetFile(t.Context(), named.ID, ""); err != nil || !gone {
		t.Fatal(gone, err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	refused(t, named.ID, "verify", "--data", again)
	// The clean-up closes what is open.
	h, err = assemble(t.Context(), serveOptions{data: again, listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	*s.house = *h
}
