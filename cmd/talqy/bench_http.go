package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// httpLoad is how much `talqy bench http` puts on a server.
type httpLoad struct {
	readers, writers int
	pause, duration  time.Duration
	profile          string
	requests         int // to each route of the walk
}

// The targets of an answer under load, for two cores that the load generator shares.
const (
	targetRead  = 100 * time.Millisecond
	targetWrite = 100 * time.Millisecond
)

func benchHTTPCommand() *cobra.Command {
	var load httpLoad
	var group generatedGroup
	cmd := &cobra.Command{
		Use:   "http",
		Short: "Measure how long the commonest requests take on a large group's data, with many readers and writers",
		Long: "Starts a server of its own on a generated group and has readers ask for pages and writers comment and type,\n" +
			"each after a pause that varies around --pause; with --pause 0 each asks again as soon as it is answered, and\n" +
			"the table shows how much the server can do. Times count from the moment a request was due, so a server that\n" +
			"stands still is not asked less. Exit status 1 when a request failed.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if load.readers < 1 || load.readers > 2000 || load.writers < 0 || load.writers > 200 || load.duration <= 0 || load.duration > maxBenchDuration || load.pause < 0 || load.requests < 0 {
				return errors.New("a load of this size is not meant; see --help for the flags")
			}
			return group.with(cmd.Context(), cmd.OutOrStdout(), func(data string) error {
				return benchHTTP(cmd.Context(), cmd.OutOrStdout(), data, load, nil)
			})
		},
	}
	flags := cmd.Flags()
	group.flags(flags)
	flags.IntVar(&load.readers, "readers", 200, "readers at once")
	flags.IntVar(&load.writers, "writers", 20, "writers at once")
	flags.DurationVar(&load.pause, "pause", time.Second, "what lies between two requests of one person, on average")
	flags.DurationVar(&load.duration, "for", 30*time.Second, "how long")
	flags.IntVar(&load.requests, "requests", walkRequests, "requests to each route, one after the other, before the load; 0 leaves them out")
	flags.StringVar(&load.profile, "cpuprofile", "", "write a profile of the server's processor time to this file")
	return cmd
}

// httpRun is the load on one server.
type httpRun struct {
	httpLoad
	guests  []*guest // an organiser, two members, a lawyer
	typists []*typist
	pid     int
	sheet   *figureSheet // nil where the bench runs alone

	// What the requests are about.
	bills, proposals, roundTables, members, participants, editions []string
	threads                                                        []thread
	texts                                                          []wording
	seen                                                           map[string]map[string]int // by bill and proposal
	public, code, guestLink, file, reply, opened                   string

	mu     sync.Mutex
	times  map[string][]uint32 // microseconds from the moment it was due, by name
	sizes  map[string]int64    // bytes of all answers, as they travel
	failed int
	broken error // the first that failed
}

// readings are what readers ask for, and how often among a hundred requests.
var readings = []struct {
	name  string
	share int
	path  func(r *httpRun) string
}{
	{"the session", 6, func(*httpRun) string { return "/api/session" }},
	{"home", 8, func(*httpRun) string { return "/api/home" }},
	{"bills", 6, func(*httpRun) string { return "/api/bills" }},
	{"a bill with its proposals", 12, func(r *httpRun) string { return "/api/bills/" + pick(r.bills) }},
	{"a proposal with its comments", 25, func(r *httpRun) string { return "/api/proposals/" + pick(r.proposals) }},
	{"the papers of a proposal", 20, func(r *httpRun) string { return "/api/proposals/" + pick(r.proposals) + "/effect" }},
	{"the history of a proposal", 6, func(r *httpRun) string { return "/api/proposals/" + pick(r.proposals) + "/history?limit=100" }},
	{"notifications", 8, func(*httpRun) string { return "/api/notifications?limit=20" }},
	{"news of a bill", 5, func(r *httpRun) string { return "/api/bills/" + pick(r.bills) + "/news" }},
	{"search over everything", 4, func(*httpRun) string { return "/api/search?q=" + url.QueryEscape(pick(searched)) }},
}

func pick(of []string) string { return of[rand.IntN(len(of))] }

func benchHTTP(ctx context.Context, out io.Writer, data string, load httpLoad, sheet *figureSheet) (err error) {
	server, err := startBenchServer(ctx, data, load.profile != "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	r := &httpRun{httpLoad: load, sheet: sheet, pid: server.process.Process.Pid, times: map[string][]uint32{}, sizes: map[string]int64{}}
	if err := r.prepare(ctx, server.address); err != nil {
		return err
	}
	profiled := make(chan error, 1)
	profiled <- nil
	if load.profile != "" {
		<-profiled
		go func() { profiled <- server.profile(ctx, load.profile, load.duration) }()
	}
	if err := r.first(ctx, out); err != nil {
		return err
	}
	walked, err := r.walk(ctx)
	if err := errors.Join(err, printWalk(out, walked)); err != nil {
		return err
	}
	sheet.noteWalk(walked)
	used := usageNow(server.process.Process.Pid)
	late, err := measureLateness()
	if err != nil {
		return err
	}
	took := r.run(ctx)
	lateness := late.end()
	used = usageNow(server.process.Process.Pid).since(used)
	sheet.put("http memory", float64(residentMemory(server.process.Process.Pid))/(1<<20), fmt.Sprintf("the most %s MB", megabytes(peakMemory(server.process.Process.Pid))))
	if err := <-profiled; err != nil {
		return err
	}
	answered, err := r.print(out, took)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "the server took %.1f ms of a processor a request, %.2f processors in all, the load generator %.2f (late by %s, p99 %s), other programs %.0f %% of the machine; memory after it %d MB\n",
		used.server.Seconds()*1000/float64(max(1, answered)), used.server.Seconds()/took.Seconds(), used.own.Seconds()/took.Seconds(), quantile(lateness, 0.5), quantile(lateness, 0.99), used.others(),
		residentMemory(server.process.Process.Pid)>>20)
	if r.failed > 0 {
		return errors.Join(err, fmt.Errorf("%d requests failed, the first: %w", r.failed, r.broken))
	}
	return err
}

// first prints how long those wait who come first after a start: what later readers find ready is made for them.
func (r *httpRun) first(ctx context.Context, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row(table, "the first after a start", "took")
	for _, one := range []struct{ name, path, figure string }{{"home", "/api/home", "http first home"}, {"notifications", "/api/notifications?limit=20", ""},
		{"search over everything", "/api/search?q=" + url.QueryEscape(searched[0]), "http first search"}} {
		var worst time.Duration
		for _, g := range r.guests {
			began := time.Now()
			if _, err := g.exchange(ctx, http.MethodGet, one.path, nil); err != nil {
				return err
			}
			worst = max(worst, time.Since(began))
		}
		row(table, one.name, milliseconds(worst)+" ms")
		if one.figure != "" {
			r.sheet.put(one.figure, milli(worst), "")
		}
	}
	return table.Flush()
}

// run has everybody at work, and gives how long it went on.
func (r *httpRun) run(ctx context.Context) time.Duration {
	ctx, stop := context.WithTimeout(ctx, r.duration)
	defer stop()
	began := time.Now()
	var wg sync.WaitGroup
	for i := range r.readers {
		wg.Go(func() { r.keepOn(ctx, func(due time.Time) { r.read(ctx, r.guests[i%len(r.guests)], due) }) })
	}
	for i := range r.writers {
		random, n := rand.New(rand.NewPCG(uint64(i), uint64(os.Getpid()))), 0
		wg.Go(func() { r.keepOn(ctx, func(due time.Time) { n++; r.write(ctx, r.typists[i], random, n, due) }) })
	}
	wg.Wait()
	return time.Since(began)
}

// keepOn has one person do something again and again. What is due while the former is not done counts from when it was due.
func (r *httpRun) keepOn(ctx context.Context, do func(due time.Time)) {
	due := time.Now().Add(time.Duration(rand.Float64() * float64(r.pause))) // not all at one moment
	for ctx.Err() == nil {
		if r.pause == 0 {
			due = time.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(due)):
		}
		do(due)
		due = due.Add(time.Duration((0.5 + rand.Float64()) * float64(r.pause)))
	}
}

func (r *httpRun) read(ctx context.Context, g *guest, due time.Time) {
	at := rand.IntN(100)
	for _, one := range readings {
		if at -= one.share; at >= 0 {
			continue
		}
		size, err := g.exchange(ctx, http.MethodGet, one.path(r), nil)
		r.note(ctx, one.name, due, size, err)
		return
	}
}

// write comments and types in turn.
func (r *httpRun) write(ctx context.Context, t *typist, random *rand.Rand, n int, due time.Time) {
	if n%2 == 0 {
		err := t.guest.do(ctx, http.MethodPost, "/api/proposals/"+t.proposal+"/comments", "", map[string]any{"id": newID(), "body": "Уточнить срок и того, кто отвечает."}, nil)
		r.note(ctx, "a comment is written", due, 0, err)
		return
	}
	err := t.insert(random, "уточнить ")
	if err == nil {
		err = t.send(ctx)
	}
	r.note(ctx, "words are typed", due, 0, err)
}

func (r *httpRun) note(ctx context.Context, name string, due time.Time, size int64, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err != nil && ctx.Err() != nil: // the time is up
	case err != nil:
		r.failed++
		if r.broken == nil {
			r.broken = fmt.Errorf("%s: %w", name, err)
		}
	default:
		r.times[name] = append(r.times[name], uint32(time.Since(due).Microseconds()))
		r.sizes[name] += size
	}
}

// print prints the table and gives how many requests were answered.
func (r *httpRun) print(out io.Writer, took time.Duration) (int, error) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row(table, "", "requests", "kB each", "p50", "p99", "worst", "target, p99")
	line := func(name string, target time.Duration) int {
		times := r.times[name]
		slices.Sort(times)
		if len(times) > 0 {
			figure := "http load read"
			if target == targetWrite && r.sizes[name] == 0 {
				figure = "http load write"
			}
			r.sheet.put(figure, float64(times[min(len(times)-1, len(times)*99/100)])/1000, name)
		}
		size := "–"
		if r.sizes[name] > 0 {
			size = fmt.Sprintf("%.1f", float64(r.sizes[name])/float64(len(times))/1000)
		}
		row(table, name, fmt.Sprint(len(times)), size, quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1), "< "+target.String())
		return len(times)
	}
	all := 0
	for _, one := range readings {
		all += line(one.name, targetRead)
	}
	for _, name := range []string{"a comment is written", "words are typed"} {
		all += line(name, targetWrite)
	}
	if err := table.Flush(); err != nil {
		return 0, err
	}
	_, err := fmt.Fprintf(out, "%d readers and %d writers, a pause of %v: %.0f requests a second, %d failed\n", r.readers, r.writers, r.pause, float64(all)/took.Seconds(), r.failed)
	return all, err
}
