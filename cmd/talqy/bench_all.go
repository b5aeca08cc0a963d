package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
)

// benchAll is a run of every measurement.
type benchAll struct {
	act            string
	patience       time.Duration
	full, short    bool
	json, markdown bool
}

func benchAllCommand() *cobra.Command {
	var all benchAll
	cmd := &cobra.Command{
		Use:   "all",
		Short: "Run every measurement and print one table: each figure beside its target and its peers",
		Long: "Runs parse, redline, instruct, apply, paper, live, start and http one after the other, beside the programs that\n" +
			"people have for the same work, and prints one table. What each measurement says of itself goes to standard error.\n" +
			"The share of the processors that other programs took stands beside each figure: on a loaded machine a figure is\n" +
			"no fact. Exit status 1 when something could not be measured; a target that is missed is told and is no failure.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if all.json && all.markdown {
				return errors.New("--json or --markdown, not both")
			}
			return all.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&all.act, "act", "", "the act to measure the engine on (default the demonstration act, many times over)")
	flags.DurationVar(&all.patience, "patience", 20*time.Second, "how long another program may take before it is stopped")
	flags.BoolVar(&all.full, "full", false, "measure the line with 1,000 browsers too")
	flags.BoolVar(&all.short, "short", false, "see in a minute that everything is measured; the group has a tenth of the size and the figures are no facts")
	flags.BoolVar(&all.json, "json", false, "print the table as JSON")
	flags.BoolVar(&all.markdown, "markdown", false, "print the table as docs/benchmarks.md has it")
	return cmd
}

// benchStage is one measurement of all, and the figures that it gives.
type benchStage struct {
	name  string
	keys  []string
	do    func(ctx context.Context, out io.Writer, sheet *figureSheet) error
	apart bool // is measured with --full alone
}

// The groups that are measured on, in all and in the short run.
var (
	realGroup  = groupSize{bills: 20, proposals: 2000, comments: 20_000}
	largeGroup = groupSize{bills: 200, proposals: 5000, comments: 50_000}
	shortGroup = groupSize{bills: 20, proposals: 200, comments: 2000}
)

// runs is how often each size of the engine's work is run; 0 for as often as it is measured alone.
func (a benchAll) runs() int {
	if a.short {
		return 2
	}
	return 0
}

// shortPatience is how long another program may take in the short run.
const shortPatience = 5 * time.Second

// stages gives the measurements in their order.
func (a benchAll) stages(data string) []benchStage {
	engine := func(name string) func(context.Context, io.Writer, *figureSheet) error {
		return func(_ context.Context, out io.Writer, sheet *figureSheet) error {
			return (&bench{out: out, path: a.act, patience: a.patience, runs: a.runs(), sheet: sheet}).run([]string{name})
		}
	}
	size, large, runs := realGroup, largeGroup, 3
	load := httpLoad{readers: 200, writers: 20, pause: time.Second, duration: 20 * time.Second, requests: walkRequests}
	lineTime := 10 * time.Second
	if a.short {
		size, large, runs = shortGroup, shortGroup, 1
		load.duration, load.requests, lineTime = 2*time.Second, 2, 2*time.Second
	}
	start := func(folder, prefix string, size groupSize, runs int) func(context.Context, io.Writer, *figureSheet) error {
		return func(ctx context.Context, out io.Writer, sheet *figureSheet) error {
			return generatedGroup{size, data + "/" + folder}.with(ctx, out, func(data string) error {
				return benchStart(ctx, out, data, runs, sheet, prefix)
			})
		}
	}
	line := func(connections int, prefix string) func(context.Context, io.Writer, *figureSheet) error {
		return func(ctx context.Context, out io.Writer, sheet *figureSheet) error {
			found, err := benchLiveOnce(ctx, out, liveLoad{connections: connections, rate: 50, typists: 20, proposals: 4, duration: lineTime}, false)
			if err != nil {
				return err
			}
			sheet.put(prefix, milli(found.p99), "50 comments a second")
			sheet.put(prefix+" lost", float64(found.lost+found.doubled), "")
			if prefix == "live" {
				sheet.put("live memory", found.held/1024, "")
			}
			return nil
		}
	}
	return []benchStage{
		{name: "parse", keys: []string{"parse", "parse growth"}, do: engine("parse")},
		{name: "redline", keys: []string{"redline", "redline growth", "redline git", "redline wdiff", "redline dwdiff", "article"}, do: engine("redline")},
		{name: "instruct", keys: []string{"instruct"}, do: engine("instruct")},
		{name: "apply", keys: []string{"apply"}, do: engine("apply")},
		{name: "paper", keys: []string{"pdf", "pdf memory", "pdf growth", "docx", "docx memory", "docx growth", "pdf office"}, do: engine("paper")},
		{name: "live", keys: []string{"live", "live lost", "live memory"}, do: line(300, "live")},
		{name: "live, 1,000 browsers", keys: []string{"live full", "live full lost"}, do: line(1000, "live full"), apart: true},
		{name: "start", keys: []string{"start", "start memory", "start rest"}, do: start("real", "", size, runs)},
		{name: "start, large", keys: []string{"large start", "large start memory", "large start rest"}, do: start("large", "large ", large, min(runs, 2))},
		{name: "http", keys: []string{"http first home", "http first search", "http read", "http search", "http write", "http file", "http load read", "http load write", "http memory"},
			do: func(ctx context.Context, out io.Writer, sheet *figureSheet) error {
				return generatedGroup{size, data + "/real"}.with(ctx, out, func(data string) error { return benchHTTP(ctx, out, data, load, sheet) })
			}},
	}
}

func (a benchAll) run(ctx context.Context, out, said io.Writer) (err error) {
	data, err := os.MkdirTemp("", "talqy-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	sheet, machine, began := newFigureSheet(), machineNow(), time.Now()
	var failed []error
	if a.short {
		a.patience = min(a.patience, shortPatience)
	}
	for _, stage := range a.stages(data) {
		if stage.apart && !a.full {
			continue
		}
		fmt.Fprintf(said, "\n%s\n", stage.name) //nolint:errcheck // the table at the end tells
		before := ownUsage()
		if err := stage.do(ctx, said, sheet); err != nil {
			if ctx.Err() != nil {
				return err
			}
			failed = append(failed, fmt.Errorf("%s: %w", stage.name, err))
		}
		others := ownUsage().since(before).others()
		for _, key := range stage.keys {
			sheet.of(key).others = others
		}
	}
	machine.end(time.Since(began), a)
	write := sheet.print
	switch {
	case a.json:
		write = sheet.printJSON
	case a.markdown:
		write = sheet.printMarkdown
	}
	return errors.Join(append(failed, write(out, machine))...)
}
