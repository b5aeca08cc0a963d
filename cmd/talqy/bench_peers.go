package main

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// peer is another program that compares two texts by words.
type peer struct {
	name    string
	command func(old, changed string) []string
	// timesItself says that the program prints the milliseconds of the comparison alone, without its own start.
	timesItself bool
	// figure is the line of the table of `talqy bench all` that it is; empty where it has none.
	figure string
}

//go:embed bench_peers.mjs
var libraries string

// peers are what a user has at hand: git and two programs of Debian compare by words and colour the result; the two
// libraries are those of web pages, run by Node.js from the folder of the page's packages.
var peers = []peer{
	{"git diff --word-diff", func(old, changed string) []string {
		return []string{"git", "diff", "--no-index", "--word-diff", old, changed}
	}, false, "redline git"},
	{"dwdiff", func(old, changed string) []string { return []string{"dwdiff", old, changed} }, false, "redline dwdiff"},
	{"wdiff", func(old, changed string) []string { return []string{"wdiff", old, changed} }, false, "redline wdiff"},
	{"npm diff, by words", library("diff"), true, ""},
	{"npm diff-match-patch, by letters", library("diff-match-patch"), true, ""},
}

func library(name string) func(old, changed string) []string {
	return func(old, changed string) []string {
		return []string{"node", "--input-type=module", "--eval", libraries, "--", name, old, changed}
	}
}

// peers prints how long each other program takes for the same two texts, and how many times our own time that is. One that
// is not installed is named as absent, one that takes longer than the patience is stopped.
func (b *bench) peers(ours time.Duration, old, changed string) error {
	dir, err := os.MkdirTemp("", "talqy-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	paths := [2]string{filepath.Join(dir, "old.txt"), filepath.Join(dir, "new.txt")}
	for i, text := range []string{old, changed} {
		if err := os.WriteFile(paths[i], []byte(text), 0o600); err != nil {
			return err
		}
	}
	table := b.table("the same redline by", "ms", "against ours")
	row(table, "talqy", milliseconds(ours), "1×")
	for _, p := range peers {
		took, err := b.timeOf(p, paths[0], paths[1])
		switch {
		case errors.Is(err, exec.ErrNotFound):
			row(table, p.name, "absent", "")
			b.against(p, "", "not installed", 0)
		case errors.Is(err, context.DeadlineExceeded):
			row(table, p.name, "> "+milliseconds(b.patience), fmt.Sprintf("> %.0f×", float64(b.patience)/float64(ours)))
			b.against(p, fmt.Sprintf("> %.0f×", float64(b.patience)/float64(ours)), "", float64(b.patience)/float64(ours))
		case err != nil:
			row(table, p.name, "failed", err.Error())
			b.against(p, "", "failed: "+err.Error(), 0)
		default:
			row(table, p.name, milliseconds(took), fmt.Sprintf("%.1f×", float64(took)/float64(ours)))
			b.against(p, fmt.Sprintf("%.1f×", float64(took)/float64(ours)), "", float64(took)/float64(ours))
		}
	}
	return table.Flush()
}

// against notes a peer in the table of all figures: how many times our time it took, or why it did not.
func (b *bench) against(p peer, times, why string, ratio float64) {
	if times != "" {
		b.sheet.peer("redline", p.name, times)
	}
	switch {
	case p.figure == "":
	case why != "":
		b.sheet.absent(p.figure, why)
	default:
		b.sheet.put(p.figure, ratio, "")
	}
}

// timeOf gives the quickest of as many runs as ours had, or the first where it is long.
func (b *bench) timeOf(p peer, old, changed string) (time.Duration, error) {
	quickest := time.Duration(1<<63 - 1)
	for range cmp.Or(b.runs, benchRuns) {
		took, err := b.runPeer(p, old, changed)
		if err != nil {
			return 0, err
		}
		if quickest = min(quickest, took); took > b.patience/20 {
			break
		}
	}
	return quickest, nil
}

func (b *bench) runPeer(p peer, old, changed string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), b.patience)
	defer cancel()
	words := p.command(old, changed)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...) //nolint:gosec // the names above
	var said strings.Builder
	if p.timesItself { // what the others print is the redline itself
		cmd.Stdout = &said
	}
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 && !p.timesItself { // the texts differ: so programs of this kind say it
		err = nil
	}
	if err != nil {
		return 0, err
	}
	if p.timesItself {
		ms, err := strconv.ParseFloat(strings.TrimSpace(said.String()), 64)
		return time.Duration(ms * float64(time.Millisecond)), err
	}
	return took, nil
}
