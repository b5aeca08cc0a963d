package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// groupSize is how much work the generated group has done.
type groupSize struct{ bills, proposals, comments int }

// What a start may take with the group of the default size.
const (
	startTarget  = 3 * time.Second
	memoryTarget = 300 << 20
)

// generatedGroup says which group a measurement is made on.
type generatedGroup struct {
	groupSize
	data string
}

func (g *generatedGroup) flags(flags *pflag.FlagSet) {
	flags.IntVar(&g.bills, "bills", 200, "bills")
	flags.IntVar(&g.proposals, "proposals", 5000, "proposals")
	flags.IntVar(&g.comments, "comments", 50_000, "comments")
	flags.StringVar(&g.data, "data", "", "folder of the generated data, made where it is not there (default a temporary one)")
}

// with has something done on the group's data, which are made where they are not there.
func (g generatedGroup) with(ctx context.Context, out io.Writer, do func(data string) error) (err error) {
	data := g.data
	if data == "" {
		dir, err := os.MkdirTemp("", "talqy-bench-")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		data = filepath.Join(dir, "data")
	}
	if _, err := os.Stat(data); errors.Is(err, os.ErrNotExist) {
		began := time.Now()
		events, err := generateGroup(ctx, data, g.groupSize)
		if err != nil {
			return fmt.Errorf("the generated group: %w", err)
		}
		fmt.Fprintf(out, "generated %d bills, %d proposals, %d comments: %d events in %.1f s\n", //nolint:errcheck // the table at the end tells
			g.bills, g.proposals, g.comments, events, time.Since(began).Seconds())
	}
	return do(data)
}

func benchStartCommand() *cobra.Command {
	var group generatedGroup
	var runs int
	cmd := &cobra.Command{
		Use:   "start",
		Short: "Measure how long a server takes to start on a large group's data, and its memory",
		Long: "Fill a data folder with a generated group, start a server on it and print how long it took until it\n" +
			"answered and how much memory it has then. With --data the folder is kept and used again.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return group.with(cmd.Context(), cmd.OutOrStdout(), func(data string) error {
				return benchStart(cmd.Context(), cmd.OutOrStdout(), data, runs, nil, "")
			})
		},
	}
	group.flags(cmd.Flags())
	cmd.Flags().IntVar(&runs, "runs", 3, "how often the server is started")
	return cmd
}

// benchStart starts a server on a group's data some times. Its figures go into the sheet under names that begin with prefix.
func benchStart(ctx context.Context, out io.Writer, data string, runs int, sheet *figureSheet, prefix string) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row(table, "", "until it answers, s", "processor time of it, s", "memory then, MB", "memory at rest, MB", "most, MB")
	for n := range runs {
		s, err := startOnce(ctx, data)
		if err != nil {
			return err
		}
		sheet.put(prefix+"start", s.answers.Seconds(), fmt.Sprintf("%.2f s of the processors", s.used.Seconds()))
		sheet.put(prefix+"start memory", float64(s.most)/(1<<20), "the most")
		sheet.put(prefix+"start rest", float64(s.rest)/(1<<20), "")
		row(table, fmt.Sprintf("start %d", n+1), fmt.Sprintf("%.2f", s.answers.Seconds()), fmt.Sprintf("%.2f", s.used.Seconds()), megabytes(s.memory), megabytes(s.rest), megabytes(s.most))
	}
	row(table, "target", fmt.Sprintf("%.0f", startTarget.Seconds()), "", megabytes(memoryTarget), megabytes(memoryTarget), "")
	return table.Flush()
}

func megabytes(bytes int64) string { return fmt.Sprintf("%d", bytes>>20) }

// started is what one start took: until the server answered, its memory then, when it has come to rest, and the most
// it had meanwhile.
type started struct {
	answers            time.Duration
	used               time.Duration // of the processors, up to then
	memory, rest, most int64
}

// A server is at rest when it has hardly used a processor for restLook; after mostUnrest its memory is looked at all the same.
const (
	restLook   = 2 * time.Second
	mostUnrest = time.Minute
)

// untilAtRest waits until a started server has made ready what it does by itself.
func untilAtRest(ctx context.Context, pid int) error {
	for deadline, used := time.Now().Add(mostUnrest), time.Duration(-restLook); ; {
		now := processorTime(pid)
		if now-used < restLook/50 || time.Now().After(deadline) {
			return nil
		}
		used = now
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(restLook):
		}
	}
}

func startOnce(ctx context.Context, data string) (_ started, err error) {
	began := time.Now()
	server, err := startBenchServer(ctx, data, false)
	if err != nil {
		return started{}, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	pid := server.process.Process.Pid
	s := started{answers: time.Since(began), used: processorTime(pid), memory: residentMemory(pid)}
	if err := untilAtRest(ctx, pid); err != nil {
		return s, err
	}
	s.rest, s.most = residentMemory(pid), peakMemory(pid)
	return s, nil
}

// benchServer is a server of our own in a second process.
type benchServer struct {
	address, aside string // aside is where profiles are served; empty where none are wanted
	process        *exec.Cmd
}

// startBenchServer starts a server on a data folder and waits until it answers.
func startBenchServer(ctx context.Context, data string, profiled bool) (*benchServer, error) {
	s := &benchServer{}
	var err error
	if s.address, err = freeAddress(); err != nil {
		return nil, err
	}
	args := []string{"serve", "--listen", s.address, "--data", data, "--log-level", "warn"}
	if profiled {
		if s.aside, err = freeAddress(); err != nil {
			return nil, err
		}
		args = append(args, "--metrics-listen", s.aside)
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s.process = exec.CommandContext(ctx, program, args...)
	s.process.Stderr = os.Stderr
	s.process.SysProcAttr = endsWithParent()
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	starting, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := awaitHealthy(starting, s.address); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// stop asks the server to end and waits until it has.
func (s *benchServer) stop() error {
	_ = s.process.Process.Signal(syscall.SIGTERM)
	return s.process.Wait()
}

// profile writes what the server does with the processors, for so long, to a file.
func (s *benchServer) profile(ctx context.Context, path string, duration time.Duration) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", s.aside, max(1, int(duration.Seconds()))), nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, answer.Body)
	return errors.Join(err, f.Close())
}

// peakMemory gives the most bytes a process has had in memory; 0 where the system does not say.
func peakMemory(pid int) int64 {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	kB, _ := strconv.ParseInt(strings.TrimSpace(between(content, "VmHWM:", "kB")), 10, 64)
	return kB << 10
}
