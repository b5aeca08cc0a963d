package proposals_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/goldentest"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

var updateTracked = flag.Bool("update", false, "write what the code gives into the golden files")

// TestTracked reads a document with tracked changes in each archive of testdata/tracked. «edits» are made to the draft of article 2
// of the small act, «old => new», one a line, of the Kazakh text behind «kk: »; the line «export» is when our table was printed. «document» is a document by itself: «| » begins a cell,
// «[+words|author]» is added, «[-words|author]» struck out, braces are the program's own changes. «read» is what comes out, and
// «accepted» the text after every suggestion was taken, each followed by the author's yes.
func TestTracked(t *testing.T) {
	goldentest.Each(t, "testdata/tracked/*.txtar", func(t *testing.T, file string, archive *txtar.Archive) {
		if len(archive.Files) != 4 {
			t.Fatalf("%d files, want edits, document, read and accepted", len(archive.Files))
		}
		w := newWorld(t)
		id := w.shared(t, proposals.Amend, "art_2")
		exported := w.editAll(t, id, string(archive.Files[0].Data))
		blocks := documentOf(t, string(archive.Files[1].Data), exported)
		read, accepted := w.readAndAccept(t, id, blocks)
		got := []txtar.File{archive.Files[0], archive.Files[1], {Name: "read", Data: []byte(read)}, {Name: "accepted", Data: []byte(accepted)}}
		if *updateTracked {
			archive.Files = got
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		for i, want := range archive.Files {
			if want.Name != got[i].Name || !bytes.Equal(want.Data, got[i].Data) {
				t.Errorf("got %s:\n%s\nwant %s:\n%s", got[i].Name, got[i].Data, want.Name, want.Data)
			}
		}
	})
}

// editAll makes the edits of an archive and gives the time that our table of then has.
func (w *world) editAll(t *testing.T, id proposals.ProposalID, edits string) (exported time.Time) {
	t.Helper()
	exported = w.get(t, id).UpdatedAt
	for line := range strings.Lines(edits) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "¶", "\n")
		switch old, new, ok := strings.Cut(line, " => "); {
		case line == "export":
			exported = w.get(t, id).UpdatedAt
			w.clock.Skip(24 * time.Hour)
		case strings.HasPrefix(line, "kk: "):
			w.editKk(t, id, old[len("kk: "):], new)
		case ok:
			w.edit(t, w.author, id, old, new)
		}
	}
	return exported
}

// documentOf reads the notation of an archive.
func documentOf(t *testing.T, notation string, exported time.Time) []source.TrackedBlock {
	t.Helper()
	blocks := []source.TrackedBlock{{}}
	for line := range strings.Lines(notation) {
		line = strings.TrimSuffix(line, "\n")
		if words, ok := strings.CutPrefix(line, "| "); ok {
			blocks, line = append(blocks, source.TrackedBlock{Cell: true}), words
		}
		var runs []source.TrackedRun
		for line != "" {
			runs = append(runs, runOf(t, &line, exported)...)
		}
		b := &blocks[len(blocks)-1]
		if n := len(runs); n == 0 || runs[n-1].Text != "\n" {
			runs = append(runs, source.TrackedRun{Text: "\n"})
		}
		b.Paragraphs = append(b.Paragraphs, runs)
	}
	return blocks
}

// runOf takes the next runs off a line: words up to a mark, or a mark with what is inside it.
func runOf(t *testing.T, line *string, exported time.Time) []source.TrackedRun {
	t.Helper()
	s := *line
	end := map[byte]string{'[': "]", '{': "}"}[s[0]]
	if end == "" {
		i := strings.IndexAny(s, "[{")
		if i < 0 {
			i = len(s)
		}
		*line = s[i:]
		return []source.TrackedRun{{Text: strings.ReplaceAll(s[:i], "¶", "\n")}}
	}
	i := strings.LastIndex(s[:strings.Index(s, end)+1], end)
	rev := &source.Revision{Author: "Данияр Есимов", At: exported.Truncate(time.Second)}
	inner, deleted := s[2:i], s[1] == '-' || s[1] == '<'
	if end == "]" {
		words, author, _ := strings.Cut(inner, "|")
		inner, rev = words, &source.Revision{Author: author, At: exported.Add(time.Hour), Moved: s[1] == '<' || s[1] == '>'}
	}
	*line = s[i+1:]
	var out []source.TrackedRun
	for inner != "" {
		for _, r := range runOf(t, &inner, exported) {
			if deleted {
				r.Deleted = rev
			} else {
				r.Inserted = rev
			}
			out = append(out, r)
		}
	}
	return out
}

// readAndAccept prints what the changes of a document become and what the text says once all are taken.
func (w *world) readAndAccept(t *testing.T, id proposals.ProposalID, blocks []source.TrackedBlock) (read, accepted string) {
	t.Helper()
	ctx := context.Background()
	found, err := w.ReadTracked(context.Background(), w.lawyer, id, blocks)
	if err != nil {
		return proposals.CodeOf(err) + "\n", ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, differs: %v\n", found.Lang, strings.Join(found.Authors, " and "), found.Differs)
	var all []int
	flat := func(s string) string { return strings.ReplaceAll(s, "\n", "¶") }
	for _, c := range found.Changes {
		all = append(all, c.N)
		moved := ""
		if c.Moved {
			moved = " moved by hand"
		}
		now, _ := w.get(t, id).Text(proposals.Wording, c.Lang)
		fmt.Fprintf(&b, "%d %s%s, %s %s: «%s» −«%s» +«%s» at «%s»\n", c.N, c.Kind(), moved, c.Status, c.Reason, flat(c.Before), flat(c.Deleted), flat(c.Inserted),
			flat(slice(now.Proposed, c.From, c.To)))
	}
	if len(all) == 0 {
		return b.String(), ""
	}
	made, left, err := w.AcceptTracked(ctx, w.lawyer, id, blocks, all)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "made %d, left %v\n", made, left)
	// The same file again makes nothing new.
	if again, _, err := w.AcceptTracked(ctx, w.other, id, blocks, all); err != nil || again != 0 {
		t.Errorf("brought again, the file made %d comments: %v", again, err)
	}
	threads := slices.Clone(w.get(t, id).Threads)
	if len(threads) != made {
		t.Errorf("%d comments, want %d", len(threads), made)
	}
	for _, thread := range threads {
		fmt.Fprintf(&b, "%s\n", thread.Body)
		if err := w.AcceptSuggestion(ctx, w.author, id, thread.ID, thread.ID); err != nil {
			fmt.Fprintf(&b, "not accepted: %s\n", proposals.CodeOf(err))
		}
	}
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		now, _ := w.get(t, id).Text(proposals.Wording, lang)
		accepted += now.Proposed + "\n"
	}
	return b.String(), accepted
}

// What stands in a file of ours alone is never somebody's change, whatever was edited before and after it was printed.
func TestTrackedOwnTableHasNoChanges(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	for _, edit := range [][2]string{{"тридцати", "девяноста"}, {"2) питание.", "2) питание;\n3) одежда."}, {"1) кров;\n", ""}, {"принимает", "обязан принять"}} {
		w.edit(t, w.author, id, edit[0], edit[1])
		p := w.get(t, id)
		now, _ := p.Text(proposals.Wording, act.Russian)
		rev := &source.Revision{Author: "Член группы", At: p.UpdatedAt.Truncate(time.Second)}
		block := source.TrackedBlock{Cell: true}
		var paragraph []source.TrackedRun
		for _, op := range redline.Compare(now.Current, now.Proposed) {
			for i, words := range strings.Split(op.Text, "\n") {
				run := source.TrackedRun{}
				switch op.Kind {
				case redline.Insert:
					run.Inserted = rev
				case redline.Delete:
					run.Deleted = rev
				}
				if i > 0 {
					run.Text = "\n"
					block.Paragraphs = append(block.Paragraphs, append(paragraph, run))
					paragraph = nil
				}
				if run.Text = words; words != "" {
					paragraph = append(paragraph, run)
				}
			}
		}
		block.Paragraphs = append(block.Paragraphs, append(paragraph, source.TrackedRun{Text: "\n"}))
		w.edit(t, w.author, id, "питание", "питание и чай") // goes on after the file was made
		w.edit(t, w.author, id, "питание и чай", "питание")
		found, err := w.ReadTracked(context.Background(), w.lawyer, id, []source.TrackedBlock{{}, block})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Changes) != 0 || found.Differs {
			t.Errorf("after %q: %+v, differs %v", edit[1], found.Changes, found.Differs)
		}
	}
}

func TestTrackedRefusals(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	blocks := documentOf(t, "1. Приют принимает пострадавшего на срок до [-тридцати|И][+сорока|И] суток.\n2. В приюте предоставляются:\n", time.Now())
	_, err := w.ReadTracked(context.Background(), w.observer, id, blocks)
	wantCode(t, err, proposals.CodeForbidden)
	_, _, err = w.AcceptTracked(ctx, w.observer, id, blocks, []int{1})
	wantCode(t, err, proposals.CodeForbidden)
	_, err = w.ReadTracked(context.Background(), w.lawyer, "of-nobody", blocks)
	wantCode(t, err, proposals.CodeNotFound)
	draft := w.propose(t, proposals.Amend, "art_2")
	_, err = w.ReadTracked(context.Background(), w.lawyer, draft, blocks)
	wantCode(t, err, proposals.CodeNotFound)
	repeal := w.shared(t, proposals.Repeal, "art_2")
	_, err = w.ReadTracked(context.Background(), w.lawyer, repeal, blocks)
	wantCode(t, err, proposals.CodeTrackedNotFound)
	_, err = w.ReadTracked(context.Background(), w.lawyer, id, documentOf(t, "Совсем другое письмо о погоде и природе.\n", time.Now()))
	wantCode(t, err, proposals.CodeTrackedNotFound)
	_, _, err = w.AcceptTracked(ctx, w.lawyer, id, blocks, nil)
	wantCode(t, err, proposals.CodeNoneChosen)
	_, _, err = w.AcceptTracked(ctx, w.lawyer, id, blocks, []int{2})
	wantCode(t, err, proposals.CodeUnknownChoice)
	many := strings.Repeat("[+и|И] да ", proposals.MaxTracked+1)
	_, err = w.ReadTracked(context.Background(), w.lawyer, id, documentOf(t, "| 1. Приют принимает пострадавшего на срок до тридцати суток.\n2. В приюте предоставляются:\n1) кров;\n2) питание.\n"+many+"\n", time.Now()))
	wantCode(t, err, proposals.CodeTooMany)
	if n := len(w.get(t, id).Threads); n != 0 {
		t.Errorf("%d comments were made", n)
	}
}
