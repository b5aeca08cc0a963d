package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals"
)

// liveLoad is how much `talqy bench live` puts on a server.
type liveLoad struct {
	connections, rate, typists, proposals int
	duration                              time.Duration
	profile                               string
}

// Limits of the load: it is meant for the machine it runs on, and never for another.
const (
	maxBenchConnections = 5000
	maxBenchRate        = 500
	maxBenchDuration    = 5 * time.Minute
)

// The targets, for two cores.
const (
	targetP99    = 150 * time.Millisecond
	targetMemory = 60 << 10 // bytes a connection
)

func benchLiveCommand() *cobra.Command {
	var load liveLoad
	cmd := &cobra.Command{
		Use:   "live",
		Short: "Measure the line: many browsers on one proposal, many typists, a return of all at once",
		Long: "Starts a server of its own in a second process on the loopback, with an empty store that is removed\n" +
			"afterwards, and puts real sockets on it; then once more without storage, so that the cost of\n" +
			"durability is seen. Exit status 1 when an event was lost or came twice.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if load.connections < 1 || load.connections > maxBenchConnections || load.rate < 1 || load.rate > maxBenchRate ||
				load.duration <= 0 || load.duration > maxBenchDuration || load.proposals < 1 || load.proposals > 200 || load.typists < 0 || load.typists > 1000 {
				return errors.New("a load of this size is not meant; see --help for the flags")
			}
			return benchLive(cmd.Context(), cmd.OutOrStdout(), load)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&load.connections, "connections", 1000, "sockets on one proposal")
	flags.IntVar(&load.rate, "rate", 50, "comments a second")
	flags.DurationVar(&load.duration, "for", 30*time.Second, "how long comments and edits are sent")
	flags.IntVar(&load.typists, "typists", 100, "typists")
	flags.IntVar(&load.proposals, "proposals", 20, "proposals that the typists write in")
	flags.StringVar(&load.profile, "cpuprofile", "", "write a profile of the server's processor time to this file")
	cmd.AddCommand(benchLiveServerCommand())
	return cmd
}

// benchLiveServerCommand is the second process.
func benchLiveServerCommand() *cobra.Command {
	o := serveOptions{log: logOptions{level: "warn"}} // a line for each request would be measured too
	var forget bool
	var profile string
	cmd := &cobra.Command{Use: "server", Hidden: true, Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) (err error) {
		if forget {
			o.wrapLog = func(log proposals.Log) proposals.Log { return forgetful{log} }
		}
		if profile != "" {
			f, err := os.Create(profile)
			if err != nil {
				return err
			}
			defer f.Close() //nolint:errcheck // a profile that is cut short says so when it is read
			if err := pprof.StartCPUProfile(f); err != nil {
				return err
			}
			defer pprof.StopCPUProfile()
		}
		go tidyWhenAsked()
		return serveUntilSignal(cmd.Context(), o)
	}}
	flags := cmd.Flags()
	flags.StringVar(&o.listen, "listen", "", "")
	flags.StringVar(&o.data, "data", "", "")
	flags.BoolVar(&o.demo, "demo", true, "")
	flags.BoolVar(&forget, "forget", false, "")
	flags.StringVar(&profile, "cpuprofile", "", "")
	return cmd
}

// tidyWhenAsked gives back the memory that starting took, so that what connections take is not hidden in it.
func tidyWhenAsked() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	for range asked {
		debug.FreeOSMemory()
	}
}

// forgetful is a log that says at once that an event is stored and does not store it.
type forgetful struct{ proposals.Log }

// Append forgets what happens to proposals; the rest is stored, because accounts name it.
func (f forgetful) Append(ctx context.Context, ev proposals.Event) error {
	if thing, _ := ev.Stream.Split(); thing == "proposal" {
		return nil
	}
	return f.Log.Append(ctx, ev)
}

func benchLive(ctx context.Context, out io.Writer, load liveLoad) error {
	stored, err := benchLiveOnce(ctx, out, load, false)
	if err != nil {
		return err
	}
	load.profile = ""
	forgotten, err := benchLiveOnce(ctx, out, load, true)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "\n\tstored\tnot stored\ttarget\t\n") //nolint:errcheck // Flush tells
	for i, row := range stored.rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n", row.name, row.value, forgotten.rows[i].value, row.target) //nolint:errcheck // Flush tells
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if bad := stored.lost + stored.doubled + forgotten.lost + forgotten.doubled; bad > 0 {
		return fmt.Errorf("%d events were lost or came twice", bad)
	}
	return nil
}

// benchLiveOnce starts a server, puts the load on it and stops it.
func benchLiveOnce(ctx context.Context, out io.Writer, load liveLoad, forget bool) (_ *liveFigures, err error) {
	dir, err := os.MkdirTemp("", "talqy-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{"bench", "live", "server", "--listen", address, "--data", filepath.Join(dir, "data")}
	if forget {
		args = append(args, "--forget")
	}
	if load.profile != "" {
		args = append(args, "--cpuprofile", load.profile)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := exec.CommandContext(ctx, program, args...)
	server.Stderr = os.Stderr
	server.SysProcAttr = endsWithParent()
	if err := server.Start(); err != nil {
		return nil, err
	}
	defer func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		if ended := server.Wait(); err == nil {
			err = ended
		}
	}()
	starting, cancelStarting := context.WithTimeout(ctx, time.Minute)
	defer cancelStarting()
	if err := awaitHealthy(starting, address); err != nil {
		return nil, err
	}
	kind := "with storage"
	if forget {
		kind = "without storage"
	}
	run := &liveRun{liveLoad: load, address: address, pid: server.Process.Pid, say: func(format string, args ...any) {
		fmt.Fprintf(out, kind+": "+format+"\n", args...) //nolint:errcheck // the table at the end tells
	}}
	return run.measure(ctx)
}
