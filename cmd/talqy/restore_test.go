package main

import (
	"bytes"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A damaged file is refused with the place, and the folder it was for is not touched.
func TestRestoreRefusesDamage(t *testing.T) {
	data, _ := demoFolder(t)
	file := filepath.Join(t.TempDir(), "b.talqy")
	must(t, "backup", file, "--data", data)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 4))
	into := filepath.Join(t.TempDir(), "into")
	for n := range 60 {
		damaged := bytes.Clone(whole)
		words := "is damaged at byte"
		if n < 30 {
			damaged[8+random.IntN(len(damaged)-8)] ^= byte(1 + random.IntN(255))
		} else if damaged = damaged[:random.IntN(len(damaged))]; len(damaged) == 0 {
			words = "is no backup"
		}
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, words, "restore", file, "--data", into)
		if _, err := os.Stat(into); !errors.Is(err, os.ErrNotExist) {
			t.Fatal("the folder was made")
		}
	}
	if err := os.WriteFile(file, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "is no backup", "restore", file, "--data", into)
}

// A restore that is killed in the middle leaves a folder that no server opens, and that the next restore speaks of; with
// --again it is brought to its end.
func TestRestoreIsKilled(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if _, err := generateGroup(t.Context(), data, groupSize{bills: 5, proposals: 100, comments: 3000}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "b.talqy")
	must(t, "backup", file, "--data", data)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "talqy") // see TestMain
	if err := os.Symlink(program, name); err != nil {
		t.Fatal(err)
	}
	killed := 0
	for wait := 40 * time.Millisecond; killed < 2 && wait < 20*time.Second; wait += wait / 4 {
		into := filepath.Join(t.TempDir(), "into")
		process := exec.Command(name, "restore", file, "--data", into)
		process.Args[0] = "talqy"
		process.SysProcAttr = endsWithParent()
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		_ = process.Process.Kill()
		_ = process.Wait() // ends with the signal, or has ended
		if _, err := os.Stat(filepath.Join(into, "db", "talqy.sqlite")); err != nil {
			continue // it had not begun
		}
		h, err := assemble(t.Context(), serveOptions{data: into, listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
		if err == nil {
			early := strings.Contains(h.hello, "/join/") // nothing is in it
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			if early {
				continue
			}
			break // it had ended
		}
		if !strings.Contains(err.Error(), "--again") {
			t.Fatalf("killed after %v: %v", wait, err)
		}
		killed++
		refused(t, "--again", "restore", file, "--data", into)
		refused(t, "--again", "backup", filepath.Join(t.TempDir(), "x"), "--data", into)
		must(t, "restore", file, "--data", into, "--again")
		if out := must(t, "verify", "--data", into); !strings.Contains(out, "nothing is wrong") {
			t.Error(out)
		}
	}
	if killed == 0 {
		t.Error("no restore was killed in the middle")
	}
	t.Logf("figures: a restore killed %d times in the middle, refused and brought to its end each time", killed)
}
