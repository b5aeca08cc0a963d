package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals/source"
)

// benchCommand measures on this machine, in one run, so that ratios can be compared even where the clock is noisy.
func benchCommand() *cobra.Command {
	b := &bench{}
	cmd := &cobra.Command{
		Use:       "bench NAME...",
		Short:     "Measure how quick this machine does the work, beside the programs that people have for it",
		ValidArgs: benchNames(),
		Args:      cobra.MatchAll(cobra.MinimumNArgs(1), cobra.OnlyValidArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.out = cmd.OutOrStdout()
			return b.run(args)
		},
	}
	cmd.AddCommand(benchLiveCommand(), benchStartCommand(), benchHTTPCommand(), benchAllCommand())
	cmd.Flags().StringVar(&b.path, "act", "", "the act to measure on (default the demonstration act, many times over)")
	cmd.Flags().DurationVar(&b.patience, "patience", 30*time.Second, "how long another program may take before it is stopped")
	return cmd
}

// bench is one run of measurements over one act.
type bench struct {
	out      io.Writer
	path     string
	patience time.Duration
	document *source.Document
	content  []byte
	runs     int          // of each size; 0 is benchRuns
	sheet    *figureSheet // nil where a measurement runs alone
}

// benches are the measurements of the engine, by name, in the order of the work.
var benches = []struct {
	name    string
	measure func(*bench) error
}{
	{"parse", (*bench).parse},
	{"redline", (*bench).redline},
	{"instruct", (*bench).instruct},
	{"apply", (*bench).apply},
	{"paper", (*bench).paper},
}

func benchNames() []string {
	var names []string
	for _, one := range benches {
		names = append(names, one.name)
	}
	return names
}

func (b *bench) run(names []string) error {
	if err := b.load(); err != nil {
		return err
	}
	for _, one := range benches {
		if !slices.Contains(names, one.name) {
			continue
		}
		if err := one.measure(b); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return nil
}

// demonstrationLength is what the demonstration act is repeated to where no other is named, in bytes: as long as a code.
const demonstrationLength = 2_000_000

// load reads the act. The demonstration act repeats itself, so its redline is quicker than that of a real one.
func (b *bench) load() error {
	if b.path == "" {
		one, err := demoFiles.ReadFile("demo/act.ru.txt")
		if err != nil {
			return err
		}
		b.content = bytes.Repeat(append(one, '\n'), demonstrationLength/len(one))
		b.document, err = readDocument(one, "act.ru.txt")
		return err
	}
	content, err := readFile(b.path)
	if err != nil {
		return err
	}
	b.content = append(content, '\n')
	b.document, err = readDocument(content, b.path, source.AcceptTruncated)
	return err
}

// benchRuns is how often each size is run; the quickest counts, because whatever else the machine does only adds.
const benchRuns = 9

// best gives the quickest of benchRuns runs, or of as many as the measurement has.
func (b *bench) best(run func() error) (time.Duration, error) {
	quickest := time.Duration(1<<63 - 1)
	for range cmp.Or(b.runs, benchRuns) {
		began := time.Now()
		if err := run(); err != nil {
			return 0, err
		}
		quickest = min(quickest, time.Since(began))
	}
	return quickest, nil
}

// growth prints a line for each multiple of the act: its size, the time of one run, and the time a byte against that of the
// single act. A ratio near 1 says that cost grows in proportion to length. It gives the time of the single act.
func (b *bench) growth(what string, multiples []int, prepare func(content []byte) func() error) (time.Duration, error) {
	table := b.table(what, "MB", "ms", "MB/s", "time a byte")
	var single time.Duration
	var ratio float64
	for _, n := range multiples {
		took, err := b.best(prepare(bytes.Repeat(b.content, n)))
		if err != nil {
			return 0, err
		}
		if n == 1 {
			single = took
		}
		size := float64(n * len(b.content))
		ratio = float64(took) / float64(n) / float64(single)
		row(table, fmt.Sprintf("%d×", n), fmt.Sprintf("%.1f", size/1e6), milliseconds(took),
			fmt.Sprintf("%.1f", size/1e6/took.Seconds()), fmt.Sprintf("%.2f×", ratio))
	}
	b.sheet.put(what+" growth", ratio, "")
	return single, table.Flush()
}

func (b *bench) table(head ...string) *tabwriter.Writer {
	fmt.Fprintln(b.out) //nolint:errcheck // the table's Flush tells
	table := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row(table, head...)
	return table
}

func row(table *tabwriter.Writer, cells ...string) {
	fmt.Fprintln(table, strings.Join(cells, "\t")+"\t") //nolint:errcheck // Flush tells
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()*1e3) }

func (b *bench) parse() error {
	single, err := b.growth("parse", []int{1, 2, 4}, func(content []byte) func() error {
		return func() error {
			_, err := source.Read(content, "bench", source.AcceptTruncated)
			return err
		}
	})
	b.sheet.put("parse", milli(single)/(float64(len(b.content))/1e6), fmt.Sprintf("%.1f MB", float64(len(b.content))/1e6))
	return err
}
