// Package audit keeps the record of who signed in, saw, changed, printed and exported what. No work waits for it: entries are
// put into a queue and stored beside the work, in their order, until the server stops, which waits for them, and a reader of
// the record waits for those before him.
package audit

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"talqy/proposals"
)

// Limits of the recorder.
const (
	// maxQueued bounds the entries that wait for a store that is away; more than that are counted and told to the log.
	maxQueued = 20_000
	// again is how long one who does the same to the same thing is not recorded again: reading on is no news.
	again = 10 * time.Minute
	// maxRecent bounds what is remembered for that.
	maxRecent = 20_000
	// retry is how long a store that fails is left alone, storeTimeout bounds one call.
	retry        = 2 * time.Second
	storeTimeout = 10 * time.Second
	// closing bounds the storing of what waits when the server stops, calls that are under way among it.
	closing = 15 * time.Second
	tidying = 6 * time.Hour
	// reading bounds how long a reader waits for what was added before he asked.
	reading = 5 * time.Second
)

// Keeper stores entries. It can add and read them, and drop what is too old; it cannot change one.
type Keeper interface {
	AddAudit(ctx context.Context, e proposals.AuditEntry) error
	Audit(ctx context.Context, f proposals.AuditFilter, each func(proposals.AuditEntry) error) error
	ForgetAudit(ctx context.Context, before time.Time) error
}

// Recorder takes entries and stores them. Its methods may be called from any goroutine.
type Recorder struct {
	keeper Keeper
	now    func() time.Time
	keep   time.Duration
	log    *slog.Logger

	// open ends when nothing is to be asked of the store any more, so long after Close.
	open     context.Context
	giveUp   context.CancelFunc
	patience time.Duration

	// life tells the entries of this recorder from those of one before it that began at the same number.
	life string

	mu      sync.Mutex
	count   int64
	lost    int
	recent  map[string]time.Time
	queue   chan waiting
	stopped chan struct{}
	done    chan struct{}
	once    sync.Once
}

// waiting is what stands in the queue: an entry, or the word of a reader that all before him is stored.
type waiting struct {
	entry  proposals.AuditEntry
	stored chan<- struct{}
}

// New makes a recorder that keeps entries for so long, and starts it. The caller must Close it.
func New(keeper Keeper, now func() time.Time, keep time.Duration, log *slog.Logger) *Recorder {
	r := &Recorder{keeper: keeper, now: now, keep: keep, log: log, life: rand.Text()[:8], recent: map[string]time.Time{},
		queue: make(chan waiting, maxQueued), stopped: make(chan struct{}), done: make(chan struct{}), patience: closing}
	r.open, r.giveUp = context.WithCancel(context.Background())
	go r.run()
	return r
}

// Keep is for how long entries are kept.
func (r *Recorder) Keep() time.Duration { return r.keep }

// Add records what somebody did, and returns at once. Looking at the same thing again within minutes is not recorded again, nor
// is going on with one text.
func (r *Recorder) Add(e proposals.AuditEntry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e.At = r.now().UTC().Truncate(time.Millisecond)
	if e.Kind == proposals.AuditSeen || strings.HasSuffix(e.Route, "/changes") { // what is typed comes in many of them
		key := string(e.By) + " " + e.Route + " " + e.Object
		if last, known := r.recent[key]; known && e.At.Sub(last) < again {
			return
		}
		r.makeRoom(e.At)
		r.recent[key] = e.At
	}
	r.count++
	e.ID = fmt.Sprintf("%013d-%08d-%s", e.At.UnixMilli(), r.count, r.life)
	select {
	case r.queue <- waiting{entry: e}:
	default:
		if r.lost++; r.lost&(r.lost-1) == 0 { // the first, the second, the fourth …
			r.log.Error("entries of the record are lost: the store has been away too long", "lost", r.lost)
		}
	}
}

func (r *Recorder) makeRoom(now time.Time) {
	if len(r.recent) < maxRecent {
		return
	}
	for key, last := range r.recent {
		if now.Sub(last) >= again {
			delete(r.recent, key)
		}
	}
	if len(r.recent) >= maxRecent {
		clear(r.recent)
	}
}

func (r *Recorder) run() {
	defer close(r.done)
	tidy := time.NewTicker(tidying)
	defer tidy.Stop()
	r.forget()
	for {
		select {
		case next := <-r.queue:
			r.take(next)
		case <-tidy.C:
			r.forget()
		case <-r.stopped:
			for r.open.Err() == nil {
				select {
				case next := <-r.queue:
					r.take(next)
				default:
					return
				}
			}
			if left := len(r.queue); left > 0 {
				r.log.Error("entries of the record are lost: the store was away when the server stopped", "lost", left)
			}
			return
		}
	}
}

func (r *Recorder) take(next waiting) {
	if next.stored != nil {
		close(next.stored)
		return
	}
	r.store(next.entry)
}

// store adds an entry and tries until it is there, or until the server has stopped and the store still fails.
func (r *Recorder) store(e proposals.AuditEntry) {
	for told := false; ; {
		err := r.add(e)
		if err == nil {
			return
		}
		if !told {
			told = true
			r.log.Warn("the record cannot be written to; it is tried again", "error", err)
		}
		select {
		case <-time.After(retry):
		case <-r.stopped:
			if r.add(e) != nil { // once more, where there is no later
				r.log.Error("an entry of the record is lost", "error", err)
			}
			return
		}
	}
}

func (r *Recorder) add(e proposals.AuditEntry) error {
	ctx, cancel := context.WithTimeout(r.open, storeTimeout)
	defer cancel()
	return r.keeper.AddAudit(ctx, e)
}

func (r *Recorder) forget() {
	ctx, cancel := context.WithTimeout(r.open, storeTimeout)
	defer cancel()
	if err := r.keeper.ForgetAudit(ctx, r.now().Add(-r.keep)); err != nil {
		r.log.Warn("old entries of the record cannot be dropped", "error", err)
	}
}

// Read calls each with the entries that a filter chooses, among them all that were added before, so that who has just done
// something finds it. A store that is away longer than a reader waits has those that it has.
func (r *Recorder) Read(ctx context.Context, f proposals.AuditFilter, each func(proposals.AuditEntry) error) error {
	r.reach(ctx)
	return r.keeper.Audit(ctx, f, each)
}

// reach waits until what is in the queue is stored, for a time.
func (r *Recorder) reach(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, reading)
	defer cancel()
	stored := make(chan struct{})
	select {
	case r.queue <- waiting{stored: stored}:
	case <-r.done:
		return
	case <-ctx.Done():
		return
	}
	select {
	case <-stored:
	case <-r.done:
	case <-ctx.Done():
	}
}

// Close stores what waits and ends the recorder; what is added afterwards is lost.
func (r *Recorder) Close() {
	r.once.Do(func() { close(r.stopped) })
	late := time.AfterFunc(r.patience, r.giveUp)
	defer late.Stop()
	<-r.done
	r.giveUp()
}
