package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An act is added from the command line beside a server that is stopped, and the server shows it when it starts again.
func TestImportFromTheCommandLine(t *testing.T) {
	dir, file := demoData(t), filepath.Join(t.TempDir(), "law.txt")
	if err := os.WriteFile(file, []byte(editionRu), 0o600); err != nil {
		t.Fatal(err)
	}
	o := serveOptions{data: dir, demo: true, listen: "127.0.0.1:0"}
	h, err := assemble(t.Context(), o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := importAct(t.Context(), importOptions{data: dir, as: "marina"}, file, &out); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("beside a running server: %v", err)
	}
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	if err := importAct(t.Context(), importOptions{data: dir, as: "nobody"}, file, &out); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("as somebody unknown: %v", err)
	}
	if err := importAct(t.Context(), importOptions{data: dir, as: "marina"}, "http://127.0.0.1/law.txt", &out); err == nil {
		t.Error("an address without https was fetched")
	}
	if err := importAct(t.Context(), importOptions{data: dir, as: "marina", title: "О приютах, из файла"}, file, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Статья 2. Приют") || !strings.Contains(out.String(), "added as") {
		t.Errorf("the report says %s", out.String())
	}
	s := open(t, o)
	s.signIn("marina")
	if acts := s.do("GET", "/api/acts", "marina", nil); !strings.Contains(acts.body, "О приютах, из файла") {
		t.Errorf("the act is not there: %s", acts.body)
	}
}
