package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"talqy/server/backup"
)

// progress tells a terminal how far a long work has come; anything else than a terminal is told nothing.
type progress struct {
	to    io.Writer // nil where nobody looks
	verb  string
	total int64
	done  int64
	told  time.Time
}

// progressBeat is how often the line is written anew.
const progressBeat = 200 * time.Millisecond

func newProgress(to io.Writer, verb string) *progress {
	p := &progress{verb: verb}
	if f, ok := to.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.to = to
		}
	}
	return p
}

// expect takes from a backup's head how much there will be.
func (p *progress) expect(h backup.Head) error {
	p.total = h.Total()
	return nil
}

// step counts one record.
func (p *progress) step() {
	p.done++
	if p.to == nil || p.done%64 != 0 || time.Since(p.told) < progressBeat {
		return
	}
	p.told = time.Now()
	fmt.Fprintf(p.to, "\r%s %d of about %d records", p.verb, p.done, max(p.total, p.done)) //nolint:errcheck // only a courtesy
}

// end takes the line away.
func (p *progress) end() {
	if p.to != nil {
		fmt.Fprintf(p.to, "\r%60s\r", "") //nolint:errcheck // only a courtesy
	}
}
