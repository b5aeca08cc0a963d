package paper_test

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/paper"
	"talqy/proposals/paper/papertest"
)

// TestPapers holds every paper of the sample, in each language and in both, word for word: testdata/papers has an archive a
// paper, for a lawyer to read.
func TestPapers(t *testing.T) {
	for _, p := range papertest.Papers() {
		t.Run(p.Name, func(t *testing.T) {
			file := "testdata/papers/" + p.Name + ".txtar"
			ar, err := txtar.ParseFile(file)
			if err != nil && !*paper.Update {
				t.Fatal(err)
			}
			got := map[string]string{}
			for name, langs := range papertest.Languages() {
				got[name] = p.Make(papertest.Head(langs...)).String()
			}
			if *paper.Update {
				ar = &txtar.Archive{Comment: []byte("The paper «" + p.Name + "» of the sample in papertest.\n")}
				for _, name := range []string{"ru", "kk", "both"} {
					ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) != len(got) {
				t.Errorf("%d languages in %s; want %d", len(ar.Files), file, len(got))
			}
			for _, f := range ar.Files {
				if want := string(f.Data); got[f.Name] != want {
					t.Errorf("%s is not as in %s (-update writes it anew): %s", f.Name, file, paper.FirstDifference(got[f.Name], want))
				}
			}
		})
	}
}

// What is said in one language alone is said in a paper of that language; nothing of the other one gets into it.
func TestOneLanguageHasNoOther(t *testing.T) {
	kazakh := "әғқңөұүһі"
	for _, p := range papertest.Papers() {
		for _, line := range strings.Split(p.Make(papertest.Head("ru")).String(), "\n") {
			// Names of people are written as they are.
			if name := strings.ContainsAny(line, "ӘҒҚҢӨҰҮҺІ") || strings.Contains(line, "Гүлнәр") || strings.Contains(line, "Әбдіқадыров"); !name && strings.ContainsAny(line, kazakh) &&
				!strings.Contains(line, "Ауылдық") && !strings.Contains(line, "Журналды") {
				t.Errorf("%s in Russian says %q", p.Name, line)
			}
		}
	}
}
