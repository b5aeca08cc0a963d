package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// What a table of paperRows may take as PDF, and as DOCX.
const (
	paperRows   = 1000
	paperTarget = time.Second
	paperMemory = 200 << 20
)

// paper measures the comparative table of the act's articles, of which every 20th word is changed: as PDF and as DOCX, at one
// and at four times its rows, and beside LibreOffice, which makes a PDF of the same DOCX.
func (b *bench) paper() error {
	table := b.table(fmt.Sprintf("comparative table (targets: %.0f ms, %d MB)", paperTarget.Seconds()*1e3, paperMemory>>20),
		"rows", "ms", "of the processors", "these a row", "MB of file", "MB of memory")
	rows := b.amended(paperRows)
	for _, form := range []struct {
		name, key string
		write     func(io.Writer, *paper.Document) error
	}{{"PDF", "pdf", writePDF}, {"DOCX", "docx", writeDOCX}} {
		var first time.Duration // of the processors: other programs lengthen it least
		for _, times := range []int{1, 4} {
			p, err := b.printTable(repeated(rows, times), form.write)
			if err != nil {
				return err
			}
			if times == 1 {
				first = p.processors
				b.sheet.put(form.key, milli(p.took), fmt.Sprintf("%s of the processors", milliseconds(p.processors)+" ms"))
				b.sheet.put(form.key+" memory", float64(p.memory)/(1<<20), "")
			}
			growth := ""
			if first > 0 {
				ratio := float64(p.processors) / float64(times) / float64(first)
				growth = fmt.Sprintf("%.2f×", ratio)
				b.sheet.put(form.key+" growth", ratio, "of the processors")
			}
			row(table, form.name, fmt.Sprint(times*paperRows), milliseconds(p.took), milliseconds(p.processors), growth,
				fmt.Sprintf("%.1f", float64(p.size)/1e6), fmt.Sprintf("%.0f", float64(p.memory)/(1<<20)))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return b.officePaper(rows[:min(len(rows), officeRows)])
}

// mostLetters is what a row's wording is cut to, at the end of a line: a proposal changes an article, seldom a long one.
const mostLetters = 900

// amended makes n rows of the articles of the act.
func (b *bench) amended(n int) []paper.Compared {
	lang := b.document.Expression.Lang
	var once []paper.Compared
	for _, article := range b.document.Expression.Articles() {
		old := article.Wording()
		for i, r := range []rune(old) {
			if i > mostLetters && r == '\n' {
				old = string([]rune(old)[:i])
				break
			}
		}
		once = append(once, paper.Compared{Texts: map[act.Lang]paper.Amendment{lang: {Act: b.document.Expression.Title, Address: "Статья " + article.Num,
			Kind: paper.Amend, Ops: redline.Compare(old, everyTwentieth(old)), Justification: article.Heading, Author: "Рабочая группа"}}})
	}
	rows := repeated(once, n/len(once)+1)
	return rows[:n]
}

func repeated(rows []paper.Compared, times int) []paper.Compared {
	out := make([]paper.Compared, 0, len(rows)*times)
	for range times {
		out = append(out, rows...)
	}
	return out
}

func (b *bench) tableOf(rows []paper.Compared) *paper.Document {
	return paper.NewTable(paper.Head{Langs: []act.Lang{b.document.Expression.Lang}, Date: "2026-12-10", Link: "https://talqy.example/"},
		paper.TableForm{Redline: true}, rows)
}

// printedTable is what the making of a file takes: by the clock, of the processors (0 where the system does not say), and in memory
// at once.
type printedTable struct {
	took, processors time.Duration
	size             int64
	memory           uint64
}

// printTable gives the best of a few runs from rows to file.
func (b *bench) printTable(rows []paper.Compared, write func(io.Writer, *paper.Document) error) (printedTable, error) {
	best := printedTable{took: 1<<63 - 1, processors: 1<<63 - 1}
	for range 3 {
		runtime.GC()
		before := heap()
		stop, most := make(chan struct{}), make(chan uint64)
		go func() { most <- highest(stop) }()
		var out written
		began, used := time.Now(), processorTime(os.Getpid())
		err := write(&out, b.tableOf(rows))
		took, worked := time.Since(began), processorTime(os.Getpid())-used
		close(stop)
		if held := <-most; held > before {
			best.memory = max(best.memory, held-before)
		}
		if err != nil {
			return best, err
		}
		best.took, best.processors, best.size = min(best.took, took), min(best.processors, worked), int64(out)
	}
	return best, nil
}

// written counts what is written.
type written int64

func (w *written) Write(p []byte) (int, error) {
	*w += written(len(p))
	return len(p), nil
}

// heap is what the objects of the heap take, the dead ones that no collection has taken yet among them.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// highest looks at the heap until it is stopped and gives the most that it saw.
func highest(stop chan struct{}) uint64 {
	most := uint64(0)
	for {
		select {
		case <-stop:
			return max(most, heap())
		case <-time.After(2 * time.Millisecond):
			most = max(most, heap())
		}
	}
}

// officeRows are those of the table that LibreOffice is given: a thousand take it minutes.
const officeRows = 100

// officePaper has LibreOffice make a PDF of the DOCX of rows, and of one row for what its start alone takes.
func (b *bench) officePaper(rows []paper.Compared) error {
	own, err := b.printTable(rows, writePDF)
	if err != nil {
		return err
	}
	ours := own.took
	dir, err := os.MkdirTemp("", "talqy-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	whole, start := filepath.Join(dir, "table.docx"), filepath.Join(dir, "start.docx")
	for file, d := range map[string]*paper.Document{whole: b.tableOf(rows), start: b.tableOf(rows[:1])} {
		if err := writeFile(file, func(w io.Writer) error { return writeDOCX(w, d) }); err != nil {
			return err
		}
	}
	table := b.table(fmt.Sprintf("%d rows as PDF by", len(rows)), "ms", "against ours")
	row(table, "talqy", milliseconds(ours), "1×")
	for _, one := range []struct{ name, file string }{{"LibreOffice, its start alone", start}, {"LibreOffice, from the DOCX", whole}} {
		took, err := b.convert(dir, one.file)
		switch {
		case errors.Is(err, exec.ErrNotFound):
			row(table, one.name, "absent", "")
			b.sheet.absent("pdf office", "not installed")
		case errors.Is(err, context.DeadlineExceeded):
			row(table, one.name, "> "+milliseconds(b.patience), fmt.Sprintf("> %.0f×", float64(b.patience)/float64(ours)))
			b.office(one.file == whole, one.name, "> ", float64(b.patience)/float64(ours))
		case err != nil:
			row(table, one.name, "failed", err.Error())
		default:
			row(table, one.name, milliseconds(took), fmt.Sprintf("%.1f×", float64(took)/float64(ours)))
			b.office(one.file == whole, one.name, "", float64(took)/float64(ours))
		}
	}
	return table.Flush()
}

// office notes how many times our time LibreOffice took, for the whole table or for its start alone.
func (b *bench) office(whole bool, name, sign string, times float64) {
	b.sheet.peer("pdf", name, fmt.Sprintf("%s%.0f× (100 rows)", sign, times))
	if whole {
		b.sheet.put("pdf office", times, "")
	}
}

// convert gives the second of two runs of LibreOffice: the first one makes its profile.
func (b *bench) convert(dir, file string) (took time.Duration, err error) {
	if _, err := exec.LookPath("soffice"); err != nil {
		return 0, exec.ErrNotFound
	}
	for range 2 {
		ctx, cancel := context.WithTimeout(context.Background(), b.patience)
		cmd := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", //nolint:gosec // files of this run
			"--convert-to", "pdf", "--outdir", dir, file)
		cmd.WaitDelay = time.Second // a child of it may hold the pipe
		began := time.Now()
		said, err := cmd.CombinedOutput()
		took = time.Since(began)
		late := ctx.Err()
		cancel()
		if late != nil {
			return 0, late
		}
		if err != nil {
			return 0, fmt.Errorf("%w: %s", err, strings.TrimSpace(string(said)))
		}
		if _, err := os.Stat(strings.TrimSuffix(file, ".docx") + ".pdf"); err != nil {
			return 0, fmt.Errorf("no file was made: %s", strings.TrimSpace(string(said)))
		}
	}
	return took, nil
}
