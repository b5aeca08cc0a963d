package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/pflag"

	"talqy/proposals"
	"talqy/server/live"
	"talqy/server/mail"
	"talqy/server/news"
	"talqy/server/store"
)

// neighbourOptions are the flags of several processes on one database.
type neighbourOptions struct {
	url     string
	subject string
}

func (o *neighbourOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.url, "nats-url", "", "NATS server over which several talqy on one --mongodb-uri hear of each other, nats://…")
	flags.StringVar(&o.subject, "nats-subject", "talqy", "subject of this group there; groups on one NATS server need different ones")
}

// Times of looking into the log for what was not told.
const (
	// lookEvery is how often while the line stands, lookAway while it does not; a look that takes long is made more rarely.
	lookEvery = 30 * time.Second
	lookAway  = 2 * time.Second
	lookShare = 20
	// clocksDiffer is by how much the clocks of processes may differ: events are looked for by the time their process gave them.
	clocksDiffer = 2 * time.Minute
	// lookTimeout bounds one look, and hearing of one stream.
	lookTimeout = time.Minute
)

const (
	// hearers is how many streams are caught up with at once.
	hearers = 4
	// maxPending bounds the streams that wait for it; more are left to the next look.
	maxPending = 10_000
)

// letterTurn is how long it is one process's turn to send letters; when it is killed, the next begins after a third more.
const letterTurn = 3 * time.Minute

// neighbours keeps a process level with the others on its database. Notes say that there is something; the log says what.
type neighbours struct {
	kept      *store.Store
	workbench *proposals.Workbench
	hub       *live.Hub
	log       *slog.Logger
	began     time.Time
	line      atomic.Pointer[news.Line]
	// back asks for a look into the log.
	back chan struct{}

	mu      sync.Mutex
	pending map[proposals.Stream]int // what was told of, by the latest number
	more    chan struct{}
}

// newNeighbours prepares what the workbench is opened with; nil where this is the only process.
func newNeighbours(ctx context.Context, o serveOptions, kept *store.Store, log *slog.Logger) (*neighbours, error) {
	if o.neighbours.url == "" {
		return nil, nil
	}
	if o.mongodb == "" {
		return nil, errors.New("--nats-url needs --mongodb-uri: the embedded engine serves one process")
	}
	if err := kept.Share(ctx); err != nil {
		return nil, err
	}
	return &neighbours{kept: kept, log: log, began: time.Now(), back: make(chan struct{}, 1), pending: map[proposals.Stream]int{}, more: make(chan struct{}, 1)}, nil
}

// stored tells the others of an event.
func (n *neighbours) stored(ev proposals.Event) {
	n.tell(news.Note{Stream: string(ev.Stream), Seq: ev.Seq})
}

// ended tells the others of a session that has ended.
func (n *neighbours) ended(session string) { n.tell(news.Note{Ended: session}) }

func (n *neighbours) tell(note news.Note) {
	if line := n.line.Load(); line != nil { // before it is there nobody is served yet, and the others look into the log
		line.Tell(note)
	}
}

// join opens the line and keeps level until what it gives is called.
func (n *neighbours) join(o neighbourOptions, workbench *proposals.Workbench, hub *live.Hub) (leave func(), err error) {
	n.workbench, n.hub = workbench, hub
	workbench.Listen(n.shutOut)
	line, err := news.Open(news.Config{URL: o.url, Subject: o.subject, Heard: n.heard, Back: n.look, Log: n.log})
	if err != nil {
		return nil, err
	}
	n.line.Store(line)
	var running sync.WaitGroup
	ctx, stop := context.WithCancel(context.Background())
	running.Go(func() { n.lookNowAndThen(ctx) })
	for range hearers {
		running.Go(func() { n.hear(ctx) })
	}
	return func() {
		line.Close()
		stop()
		running.Wait()
	}, nil
}

// shutOut closes the sockets of a member who was shut out at another process.
func (n *neighbours) shutOut(ev proposals.Event) {
	if _, id := ev.Stream.Split(); ev.Kind == proposals.MemberDeactivated {
		n.hub.ShutOut(proposals.MemberID(id))
	}
}

// heard takes a note of another process.
func (n *neighbours) heard(note news.Note) {
	if note.Ended != "" {
		n.hub.SignedOut(note.Ended)
		return
	}
	n.mu.Lock()
	full := len(n.pending) >= maxPending
	if !full {
		n.pending[proposals.Stream(note.Stream)] = max(n.pending[proposals.Stream(note.Stream)], note.Seq)
	}
	n.mu.Unlock()
	if full {
		n.look()
		return
	}
	poke(n.more)
}

// look asks for a look into the log.
func (n *neighbours) look() { poke(n.back) }

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// next takes a stream that was told of.
func (n *neighbours) next() (stream proposals.Stream, seq int, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for stream, seq = range n.pending {
		delete(n.pending, stream)
		if len(n.pending) > 0 {
			poke(n.more)
		}
		return stream, seq, true
	}
	return "", 0, false
}

// hear catches up with the streams that were told of.
func (n *neighbours) hear(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.more:
		}
		for stream, seq, ok := n.next(); ok && ctx.Err() == nil; stream, seq, ok = n.next() {
			if err := n.catchUp(ctx, stream, seq); err != nil && ctx.Err() == nil {
				n.log.Error("what another process stored cannot be taken in", "stream", stream, "seq", seq, "error", err)
				n.look()
			}
		}
	}
}

func (n *neighbours) catchUp(ctx context.Context, stream proposals.Stream, seq int) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	return n.workbench.Hear(ctx, stream, seq)
}

// lookNowAndThen looks into the log at intervals, and when the line has come back.
func (n *neighbours) lookNowAndThen(ctx context.Context) {
	from := n.began
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.back:
		case <-timer.C:
		}
		began := time.Now()
		if err := n.lookSince(ctx, from); err == nil {
			from = began
		} else if ctx.Err() == nil {
			n.log.Error("the log cannot be looked through for what other processes stored", "error", err)
		}
		wait := lookEvery
		if !n.line.Load().Up() {
			wait = lookAway
		}
		timer.Reset(max(wait, lookShare*time.Since(began)))
	}
}

// lookSince takes in what came into the log since a time.
func (n *neighbours) lookSince(ctx context.Context, from time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	seen, err := n.kept.Since(ctx, from.Add(-clocksDiffer))
	if err != nil {
		return err
	}
	var errs []error
	for stream, seq := range seen { // one that cannot be read, of a later release perhaps, keeps no other from being heard
		errs = append(errs, n.workbench.Hear(ctx, stream, seq))
	}
	return errors.Join(errs...)
}

// letterTurns shares the sending of letters; nil where this is the only process.
func (n *neighbours) letterTurns(workbench *proposals.Workbench) mail.Others {
	if n == nil {
		return nil
	}
	return struct {
		*store.Turns
		*proposals.Workbench
	}{n.kept.Turns("letters", rand.Text(), letterTurn), workbench}
}
