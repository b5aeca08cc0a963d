package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// cells are a figure as its line has it, name first.
func (m measuredFigure) cells() []string {
	ours := "not measured"
	if m.found {
		ours = strings.TrimSpace(number(m.value) + " " + m.unit)
	}
	if m.full && !m.found {
		ours = "with --full"
	}
	others := "–"
	if m.found {
		others = fmt.Sprintf("%.0f %%", m.others)
	}
	return []string{m.name, ours, m.String(), m.verdict(), orDash(strings.Join(m.peers, ", ")), orDash(m.note), others, m.source}
}

var figureHead = []string{"figure", "ours", "target", "", "peers, how many times our time", "note", "others took", "the target's source"}

// cells are a route as its line has it.
func (t routeTimes) cells() []string {
	met := "met"
	if t.p99() > t.target {
		met = "**missed**"
	}
	return []string{t.name(), fmt.Sprint(len(t.times)), quantile(t.times, 0.5), quantile(t.times, 0.99), milliseconds(t.used) + " ms", fmt.Sprintf("%.1f", float64(t.size)/float64(max(1, len(t.times)))/1000),
		"< " + t.target.String(), met}
}

var routeHead = []string{"request, one after the other", "times", "p50", "p99", "of the processors", "kB", "target, p99", ""}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// print writes the table for a terminal.
func (s *figureSheet) print(out io.Writer, m *benchMachine) error {
	if _, err := fmt.Fprintf(out, "%s\n\n", m); err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row(table, figureHead...)
	for _, one := range s.figures {
		row(table, strings.Split(strings.ReplaceAll(strings.Join(one.cells(), "\x00"), "**", ""), "\x00")...)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, "\n"+s.sum())
	return err
}

// sum says how many targets were met and names those that were not.
func (s *figureSheet) sum() string {
	met, measured := 0, 0
	var missed []string
	for _, m := range s.figures {
		if !m.found {
			continue
		}
		if measured++; m.met() {
			met++
		} else {
			missed = append(missed, m.name)
		}
	}
	text := fmt.Sprintf("%d of %d targets met.", met, measured)
	if len(missed) > 0 {
		text += " Missed: " + strings.Join(missed, "; ") + "."
	}
	return text
}

// printMarkdown writes both tables as docs/benchmarks.md has them.
func (s *figureSheet) printMarkdown(out io.Writer, m *benchMachine) error {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	head := func(cells []string) {
		line(cells)
		b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
	}
	b.WriteString(m.String() + "\n\n" + s.sum() + "\n\n")
	head(figureHead)
	for _, one := range s.figures {
		line(one.cells())
	}
	b.WriteString("\nEvery request, asked by one person alone on the group of 2,000 proposals:\n\n")
	head(routeHead)
	for _, t := range s.routes {
		line(t.cells())
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// printJSON writes everything for other programs.
func (s *figureSheet) printJSON(out io.Writer, m *benchMachine) error {
	type figure struct {
		Key     string   `json:"key"`
		Name    string   `json:"name"`
		Unit    string   `json:"unit"`
		Value   *float64 `json:"value"` // null where it was not measured
		Target  float64  `json:"target"`
		AtLeast bool     `json:"atLeast"`
		Met     *bool    `json:"met"`
		Peers   []string `json:"peers"`
		Note    string   `json:"note"`
		Others  float64  `json:"others"`
		Source  string   `json:"source"`
	}
	type route struct {
		Name       string  `json:"name"`
		Requests   int     `json:"requests"`
		P50        float64 `json:"p50"` // milliseconds, as the next ones
		P99        float64 `json:"p99"`
		Processors float64 `json:"processors"`
		Target     float64 `json:"target"`
	}
	figures, routes := []figure{}, []route{}
	for _, one := range s.figures {
		f := figure{Key: one.key, Name: one.name, Unit: one.unit, Target: one.target, AtLeast: one.atLeast, Peers: append([]string{}, one.peers...), Note: one.note, Others: one.others, Source: one.source}
		if one.found {
			value, met := one.value, one.met()
			f.Value, f.Met = &value, &met
		}
		figures = append(figures, f)
	}
	for _, t := range s.routes {
		half := float64(t.times[len(t.times)/2]) / 1000
		routes = append(routes, route{t.name(), len(t.times), half, milli(t.p99()), milli(t.used), milli(t.target)})
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{"machine": m, "figures": figures, "routes": routes})
}
