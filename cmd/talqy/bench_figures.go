package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// benchFigure is one line of the table of `talqy bench all`: what is measured, and what it is held to.
type benchFigure struct {
	key, name string
	unit      string
	// target is the most that it may be; the least where atLeast is set.
	target  float64
	atLeast bool
	// source says where the target is written.
	source string
	// full says that it is measured with --full alone.
	full bool
}

// Where targets come from.
const (
	byRequirement = "requirement"
	byTable       = "docs/benchmarks.md"
)

// benchFigures are the lines, in their order. docs/benchmarks.md has each of them, which a test compares.
var benchFigures = []benchFigure{
	{key: "parse", name: "reading a code, a MB", unit: "ms", target: 40, source: "ARCHITECTURE.md 13"},
	{key: "parse growth", name: "reading a code 4 times as long, time a byte", unit: "×", target: 1.5, source: "ARCHITECTURE.md 13"},
	{key: "redline", name: "redline of a whole code", unit: "ms", target: 150, source: byRequirement},
	{key: "redline growth", name: "redline of a code 8 times as long, time a byte", unit: "×", target: 1.5, source: "ARCHITECTURE.md 14"},
	{key: "redline git", name: "git diff --word-diff against our redline", unit: "×", target: 1, atLeast: true, source: byRequirement},
	{key: "redline wdiff", name: "wdiff against our redline", unit: "×", target: 1, atLeast: true, source: byRequirement},
	{key: "redline dwdiff", name: "dwdiff against our redline", unit: "×", target: 1, atLeast: true, source: byRequirement},
	{key: "article", name: "redline of an article, p99", unit: "ms", target: 1, source: byRequirement},
	{key: "instruct", name: "instructions of an article, p99", unit: "ms", target: 13, source: "ARCHITECTURE.md 17"},
	{key: "apply", name: "100 instructions carried out on a code", unit: "ms", target: 250, source: byTable},
	{key: "pdf", name: "comparative table of 1,000 rows as PDF", unit: "ms", target: milli(paperTarget), source: "ARCHITECTURE.md 24"},
	{key: "pdf memory", name: "its memory", unit: "MB", target: paperMemory >> 20, source: "ARCHITECTURE.md 24"},
	{key: "pdf growth", name: "4,000 rows as PDF, time a row", unit: "×", target: 1.5, source: "ARCHITECTURE.md 24"},
	{key: "docx", name: "comparative table of 1,000 rows as DOCX", unit: "ms", target: milli(paperTarget), source: "ARCHITECTURE.md 24"},
	{key: "docx memory", name: "its memory as DOCX", unit: "MB", target: paperMemory >> 20, source: "ARCHITECTURE.md 24"},
	{key: "docx growth", name: "4,000 rows as DOCX, time a row", unit: "×", target: 1.5, source: "ARCHITECTURE.md 24"},
	{key: "pdf office", name: "LibreOffice from the DOCX of 100 rows against our PDF", unit: "×", target: 1, atLeast: true, source: "ARCHITECTURE.md 24"},
	{key: "live", name: "300 browsers on one proposal, send to receipt, p99", unit: "ms", target: 100, source: byRequirement},
	{key: "live lost", name: "events lost or doubled", unit: "", target: 0, source: "ARCHITECTURE.md 23"},
	{key: "live memory", name: "memory a connection after the load", unit: "kB", target: targetMemory >> 10, source: "ARCHITECTURE.md 23"},
	{key: "live full", name: "1,000 browsers on one proposal, send to receipt, p99", unit: "ms", target: milli(targetP99), source: "ARCHITECTURE.md 23", full: true},
	{key: "live full lost", name: "events lost or doubled of 1,000 browsers", unit: "", target: 0, source: "ARCHITECTURE.md 23", full: true},
	{key: "start", name: "start with 2,000 proposals, the slowest", unit: "s", target: startTarget.Seconds(), source: byRequirement},
	{key: "start memory", name: "memory then", unit: "MB", target: memoryTarget >> 20, source: byRequirement},
	{key: "start rest", name: "memory at rest", unit: "MB", target: memoryTarget >> 20, source: byRequirement},
	{key: "large start", name: "start with 5,000 proposals, the slowest", unit: "s", target: startTarget.Seconds(), source: "ARCHITECTURE.md 33"},
	{key: "large start memory", name: "memory then with 5,000 proposals", unit: "MB", target: memoryTarget >> 20, source: "ARCHITECTURE.md 33"},
	{key: "large start rest", name: "memory at rest with 5,000 proposals", unit: "MB", target: memoryTarget >> 20, source: "ARCHITECTURE.md 33"},
	{key: "http first home", name: "the first home after a start, the slowest", unit: "ms", target: milli(targetPage), source: byRequirement},
	{key: "http first search", name: "the first search after a start, the slowest", unit: "ms", target: milli(targetPage), source: byRequirement},
	{key: "http read", name: "the slowest request that a page waits for, p99", unit: "ms", target: milli(targetPage), source: byRequirement},
	{key: "http search", name: "search over everything, p99", unit: "ms", target: milli(targetPage), source: byRequirement},
	{key: "http write", name: "the slowest command, p99", unit: "ms", target: milli(targetPage), source: byRequirement},
	{key: "http file", name: "the slowest paper or export, p99", unit: "ms", target: milli(targetFile), source: byTable},
	{key: "http load read", name: "200 readers and 20 writers: reading, p99", unit: "ms", target: milli(targetRead), source: byRequirement},
	{key: "http load write", name: "200 readers and 20 writers: writing, p99", unit: "ms", target: milli(targetWrite), source: byRequirement},
	{key: "http memory", name: "memory after it", unit: "MB", target: memoryTarget >> 20, source: byRequirement},
}

func milli(d time.Duration) float64 { return d.Seconds() * 1e3 }

func (f benchFigure) String() string {
	sign := "≤"
	if f.atLeast {
		sign = "≥"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", sign, number(f.target), f.unit))
}

// number writes a figure with the digits that matter.
func number(v float64) string {
	switch {
	case v == float64(int64(v)) || v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

// measuredFigure is what was found of a figure.
type measuredFigure struct {
	benchFigure
	found bool
	value float64
	// note says which of several it was, or why there is none.
	note string
	// peers are the other programs that did the same work in this run, each with how many times our time it took.
	peers []string
	// others is the share of the processors, in percent, that programs outside this run took while it was measured.
	others float64
}

// met says whether the figure is within its target.
func (m measuredFigure) met() bool {
	if m.atLeast {
		return m.value >= m.target
	}
	return m.value <= m.target
}

func (m measuredFigure) verdict() string {
	switch {
	case !m.found:
		return "–"
	case m.met():
		return "met"
	}
	return "**missed**"
}

// figureSheet gathers figures. A bench that runs alone has none and notes nothing.
type figureSheet struct {
	figures []measuredFigure
	routes  []routeTimes
}

func newFigureSheet() *figureSheet {
	s := &figureSheet{}
	for _, f := range benchFigures {
		s.figures = append(s.figures, measuredFigure{benchFigure: f})
	}
	return s
}

func (s *figureSheet) of(key string) *measuredFigure {
	i := slices.IndexFunc(s.figures, func(m measuredFigure) bool { return m.key == key })
	if i < 0 {
		panic("the table of figures has no " + key)
	}
	return &s.figures[i]
}

// put notes a figure; the worst one where it is noted again.
func (s *figureSheet) put(key string, value float64, note string) {
	if s == nil {
		return
	}
	m := s.of(key)
	if m.found && (value <= m.value) != m.atLeast {
		return
	}
	m.found, m.value, m.note = true, value, note
}

// peer notes how many times our time another program took.
func (s *figureSheet) peer(key, name, times string) {
	if s != nil {
		m := s.of(key)
		m.peers = append(m.peers, name+" "+times)
	}
}

// absent notes why there is no figure.
func (s *figureSheet) absent(key, why string) {
	if s != nil {
		s.of(key).note = why
	}
}
