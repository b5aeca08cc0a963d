package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// benchCommand measures on this machine, in one run, so that ratios can be compared even where the clock is noisy.
func benchCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "bench", Short: "Measure how quick this machine does the work"}
	cmd.AddCommand(
		&cobra.Command{Use: "parse FILE", Short: "Read an act at 1, 2 and 4 times its length", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return benchFile(cmd.OutOrStdout(), args[0], "read", []int{1, 2, 4}, benchParse)
			}},
		&cobra.Command{Use: "redline FILE", Short: "Compare a text with a copy in which every 20th word differs, at 1 to 8 times its length",
			Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return benchFile(cmd.OutOrStdout(), args[0], "compare", []int{1, 2, 4, 8}, benchRedline)
			}},
	)
	return cmd
}

// benchRuns is how often each size is run; the quickest counts, because whatever else the machine does only adds.
const benchRuns = 5

// benchFile prints a line for each multiple of the file: its size, the time of one run, and the time a byte against that of
// the single file. A ratio near 1 says that cost grows in proportion to length.
func benchFile(out io.Writer, path, what string, multiples []int, prepare func(content []byte) (func() error, error)) error {
	content, err := readFile(path)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "%s\tMB\tms\tMB/s\ttime a byte\t\n", what) //nolint:errcheck // Flush tells
	perByte := 0.0
	for _, n := range multiples {
		run, err := prepare(bytes.Repeat(append(content, '\n'), n))
		if err != nil {
			return err
		}
		best := time.Duration(1 << 62)
		for range benchRuns {
			began := time.Now()
			if err := run(); err != nil {
				return err
			}
			best = min(best, time.Since(began))
		}
		size := float64(n * len(content))
		if perByte == 0 {
			perByte = float64(best) / size
		}
		fmt.Fprintf(table, "%d×\t%.1f\t%.1f\t%.1f\t%.2f×\t\n", n, size/1e6, best.Seconds()*1e3, //nolint:errcheck // Flush tells
			size/1e6/best.Seconds(), float64(best)/size/perByte)
	}
	return table.Flush()
}

func benchParse(content []byte) (func() error, error) {
	return func() error {
		_, err := source.Read(content, "bench", source.AcceptTruncated)
		return err
	}, nil
}

func benchRedline(content []byte) (func() error, error) {
	old := string(content)
	words := strings.SplitAfter(old, " ")
	for i := 19; i < len(words); i += 20 {
		words[i] = fmt.Sprintf("иначе%d", i%97) + words[i]
	}
	new := strings.Join(words, "")
	return func() error {
		redline.Compare(old, new)
		return nil
	}, nil
}
