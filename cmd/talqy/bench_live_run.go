package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// liveRow is one line of the table.
type liveRow struct{ name, value, target string }

// liveFigures is what one run found.
type liveFigures struct {
	rows          []liveRow
	lost, doubled int
	// p99 is of a comment, from send to receipt; held is the memory of a connection after the load, in bytes.
	p99  time.Duration
	held float64
}

func (f *liveFigures) add(name, target, format string, args ...any) {
	f.rows = append(f.rows, liveRow{name, fmt.Sprintf(format, args...), target})
}

// liveRun is the load on one server.
type liveRun struct {
	liveLoad
	address string
	pid     int
	say     func(format string, args ...any)
	guests  []*guest
	place   workplace
	figures liveFigures
}

// settle is how long what was sent last may be on its way.
const settle = 15 * time.Second

func (r *liveRun) measure(ctx context.Context) (*liveFigures, error) {
	defer func() {
		for _, g := range r.guests {
			g.client.CloseIdleConnections()
		}
	}()
	for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
		g, err := arrive(ctx, r.address, login, demoPassword)
		if err != nil {
			return nil, err
		}
		r.guests = append(r.guests, g)
	}
	var err error
	if r.place, err = r.guests[0].prepareWorkplace(ctx, r.proposals+1); err != nil {
		return nil, err
	}
	for _, phase := range []func(context.Context) error{r.comments, r.typing} {
		if err := phase(ctx); err != nil {
			return nil, err
		}
	}
	return &r.figures, nil
}

// tidy has the server give back what it holds and does not use.
func (r *liveRun) tidy() {
	if syscall.Kill(r.pid, syscall.SIGUSR1) == nil {
		time.Sleep(time.Second)
	}
}

// each calls do for 0 to n-1 at once, at most width at a time, and joins the errors.
func each(n, width int, do func(i int) error) error {
	var wg sync.WaitGroup
	errs := make([]error, n)
	room := make(chan struct{}, width)
	for i := range n {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			errs[i] = do(i)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// comments opens all connections on one proposal and sends comments to it, then cuts all connections and lets them come
// back at once.
func (r *liveRun) comments(ctx context.Context) error {
	topic := "proposal/" + r.place.proposals[0]
	n := int(r.duration.Seconds()*float64(r.rate) + 0.5)
	const missed = 50 // comments that are sent while nobody is there
	course := newCourse(n + missed)
	r.tidy()
	before := residentMemory(r.pid)
	readers := make([]*reader, r.connections)
	began := time.Now()
	if err := each(r.connections, 64, func(i int) (err error) {
		readers[i], err = openReader(ctx, r.guests[i%len(r.guests)], topic, 2, course)
		return err
	}); err != nil {
		return err
	}
	r.say("%d connections in %.1f s", r.connections, time.Since(began).Seconds())
	time.Sleep(2 * time.Second)
	idle := residentMemory(r.pid)
	used := usageNow(r.pid)
	r.say("%d comments a second for %v", r.rate, r.duration)
	late, err := measureLateness()
	if err != nil {
		return err
	}
	sent := r.sendComments(ctx, course, 0, n, r.rate)
	awaitAll(readers, n)
	lateness := late.end()
	used = usageNow(r.pid).since(used)
	busy := residentMemory(r.pid)
	r.tidy()
	held := residentMemory(r.pid)
	lost, doubled := tally(readers, n)
	r.figures.lost, r.figures.doubled = r.figures.lost+lost, r.figures.doubled+doubled
	times := gather(readers)
	if len(times) > 0 {
		r.figures.p99 = time.Duration(times[min(len(times)-1, len(times)*99/100)]) * time.Microsecond
	}
	r.figures.held = float64(held-before) / float64(r.connections)
	r.figures.add("connections", "", "%d", r.connections)
	r.figures.add("comments sent", "", "%d", n)
	r.figures.add("comment, send to receipt, p50", "", "%s", quantile(times, 0.50))
	r.figures.add("comment, send to receipt, p99", "< "+targetP99.String(), "%s", quantile(times, 0.99))
	r.figures.add("comment, send to receipt, worst", "", "%s", quantile(times, 1))
	r.figures.add("of it the load generator's own lateness, p50", "", "%s", quantile(lateness, 0.50))
	r.figures.add("of it the load generator's own lateness, p99", "", "%s", quantile(lateness, 0.99))
	r.figures.add("the answer to who sent it, p50", "", "%s", quantile(sent, 0.50))
	r.figures.add("the answer to who sent it, p99", "", "%s", quantile(sent, 0.99))
	r.figures.add("lost", "0", "%d", lost)
	r.figures.add("doubled", "0", "%d", doubled)
	r.figures.add("memory a connection, quiet", fmt.Sprintf("< %d kB", targetMemory>>10), "%.1f kB", float64(idle-before)/float64(r.connections)/1024)
	r.figures.add("memory a connection, under load, garbage and all", "", "%.1f kB", float64(busy-before)/float64(r.connections)/1024)
	r.figures.add("memory a connection, after the load", fmt.Sprintf("< %d kB", targetMemory>>10), "%.1f kB", float64(held-before)/float64(r.connections)/1024)
	r.figures.add("server's processor time a frame", "", "%.1f µs", float64(used.server.Microseconds())/float64(n*r.connections))
	r.figures.add("the load generator's processor time a frame", "", "%.1f µs", float64(used.own.Microseconds())/float64(n*r.connections))
	r.figures.add("processors taken by other programs meanwhile", "", "%.0f %%", used.others())
	return r.comeBack(ctx, readers, course, n, missed)
}

// comeBack cuts every connection, sends comments that nobody hears, and has all come back at one moment.
func (r *liveRun) comeBack(ctx context.Context, readers []*reader, course *course, n, missed int) error {
	for _, one := range readers {
		one.cut()
	}
	r.sendComments(ctx, course, n, missed, 200)
	r.say("all %d come back at once", r.connections)
	began := time.Now()
	took := make([]uint32, len(readers))
	err := each(len(readers), len(readers), func(i int) error {
		again, err := openReader(ctx, r.guests[i%len(r.guests)], readers[i].topic, 2+n, course)
		if err != nil {
			return err
		}
		readers[i] = again
		took[i] = uint32(time.Since(began).Microseconds())
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(took)
	lost, doubled := 0, 0
	for _, one := range readers {
		one.cut()
		for i, times := range one.seen {
			switch {
			case i < n && times > 0: // it had those
				doubled += int(times)
			case i >= n && times == 0 && course.taken[i].Load():
				lost++
			case i >= n && times > 0:
				doubled += int(times) - 1
			}
		}
	}
	r.figures.lost, r.figures.doubled = r.figures.lost+lost, r.figures.doubled+doubled
	r.figures.add("all back at once with what they missed, p50", "", "%s", quantile(took, 0.50))
	r.figures.add("all back at once with what they missed, the last", "", "%s", quantile(took, 1))
	r.figures.add("lost and doubled on the way back", "0", "%d", lost+doubled)
	return nil
}

// course is the comments of a run: when each was sent. All clocks are that of this process.
type course struct {
	began time.Time
	sent  []atomic.Int64 // microseconds since began
	taken []atomic.Bool  // acknowledged by the server
}

func newCourse(n int) *course {
	return &course{began: time.Now(), sent: make([]atomic.Int64, n), taken: make([]atomic.Bool, n)}
}

func (c *course) now() int64 { return time.Since(c.began).Microseconds() }

// commentMark stands before the number of a comment in its id.
const commentMark = `"id":"bench-live-`

// sendComments sends n comments from a number on, so many a second, and gives how long each answer took, in microseconds.
func (r *liveRun) sendComments(ctx context.Context, course *course, from, n, rate int) []uint32 {
	took := make([]uint32, n)
	path := "/api/proposals/" + r.place.proposals[0] + "/comments"
	ticker := time.NewTicker(time.Second / time.Duration(rate))
	defer ticker.Stop()
	var wg sync.WaitGroup
	var failed atomic.Int64
	for i := range n {
		<-ticker.C
		wg.Go(func() {
			at := course.now()
			course.sent[from+i].Store(at)
			err := r.guests[i%len(r.guests)].do(ctx, http.MethodPost, path, "", map[string]any{"id": fmt.Sprintf("bench-live-%06d", from+i),
				"body": "Предлагаем уточнить срок: сорок суток вместо тридцати, как в части второй."}, nil)
			took[i] = uint32(course.now() - at)
			course.taken[from+i].Store(err == nil)
			if err != nil && failed.Add(1) == 1 {
				r.say("a comment was refused: %v", err)
			}
		})
	}
	wg.Wait()
	if n := failed.Load(); n > 0 {
		r.say("%d comments were refused", n)
	}
	slices.Sort(took)
	return took
}

// awaitAll waits until every reader has n comments, or for as long as the last may be on its way.
func awaitAll(readers []*reader, n int) {
	for began := time.Now(); time.Since(began) < settle; time.Sleep(50 * time.Millisecond) {
		if !slices.ContainsFunc(readers, func(one *reader) bool { return one.received.Load() < int64(n) }) {
			return
		}
	}
}

// tally counts the acknowledged comments that some reader did not get, and those it got again. The readers may go on.
func tally(readers []*reader, n int) (lost, doubled int) {
	for _, one := range readers {
		one.mu.Lock()
		for i := range n {
			if one.seen[i] > 0 {
				doubled += int(one.seen[i]) - 1
			} else if one.course.taken[i].Load() {
				lost++
			}
		}
		one.mu.Unlock()
	}
	return lost, doubled
}

// gather gives all times from send to receipt, sorted, in microseconds.
func gather(readers []*reader) []uint32 {
	var all []uint32
	for _, one := range readers {
		one.mu.Lock()
		all = append(all, one.times...)
		one.mu.Unlock()
	}
	slices.Sort(all)
	return all
}

// quantile gives a share's bound of sorted microseconds, as people read it.
func quantile(sorted []uint32, share float64) string {
	if len(sorted) == 0 {
		return "–"
	}
	i := min(len(sorted)-1, int(share*float64(len(sorted))))
	return fmt.Sprintf("%.1f ms", float64(sorted[i])/1000)
}
