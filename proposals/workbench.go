package proposals

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"talqy/proposals/act"
)

// Library keeps the expressions of acts, each under an id and never changed.
type Library interface {
	// Save stores an expression with the file it was read from, durably.
	Save(ctx context.Context, id string, expression *act.Expression, source []byte) error
	// Expression gives a stored expression; the same value to every caller.
	Expression(ctx context.Context, id string) (*act.Expression, error)
}

// Config is what a Workbench is made of.
type Config struct {
	Log     Log
	Library Library
	// Files keeps attached files; nil where none are taken.
	Files Files
	// Now gives the time of events.
	Now func() time.Time
	// NewID gives a new id, unique without asking anybody.
	NewID func() string
	// Shared says that other processes write the log too.
	Shared bool
	// Stored is told of each event that this process has stored, after the listeners; nil for nobody. It must not block.
	Stored func(Event)
}

// Workbench is the one door to the group's work. Its methods may be called from any goroutine: commands on one stream wait
// for each other, commands on different streams do not, and readers never wait for the log.
type Workbench struct {
	log     Log
	library Library
	files   Files
	now     func() time.Time
	newID   func() string

	mu    sync.RWMutex // guards group; never held while the log is asked
	group *group

	streamsMu sync.Mutex
	streams   map[Stream]*sync.Mutex // a command holds its stream's lock from decision to telling

	chain *chain // what the next event is linked to

	listenersMu sync.RWMutex
	listeners   []func(Event)

	// sweeping is held while old files are forgotten, for reading while one is brought.
	sweeping sync.RWMutex

	broughtMu sync.Mutex
	brought   map[MemberID]map[string]time.Time // files that each member has brought within a day, and when

	shared bool        // other processes write the log too
	stored func(Event) // told of what this one has stored

	derivations derivations
	searches    searches
	reviews     reviewCounts
	homes       homeViews
	phrases     phrases
	tightenings tightenings
	billTexts   billTexts
	verdicts    verdicts
}

// Open loads the log and gives a Workbench that stands on it.
func Open(ctx context.Context, c Config) (*Workbench, error) {
	w := &Workbench{log: c.Log, library: c.Library, files: c.Files, now: c.Now, newID: c.NewID,
		group: newGroup(), streams: map[Stream]*sync.Mutex{}, chain: newChain(), shared: c.Shared, stored: c.Stored}
	if w.stored == nil {
		w.stored = func(Event) {}
	}
	w.group.notices = newNotices()
	if err := c.Log.Load(ctx, w.load); err != nil {
		return nil, fmt.Errorf("proposals: the log: %w", err)
	}
	return w, nil
}

// load takes in one event of the log.
func (w *Workbench) load(ev Event) error {
	w.chain.learn(ev)
	ev.Link = nil // the state keeps events for replay, which has no use for it
	return w.group.fold(ev)
}

// Listen has each called with every event from now on, after it is durable; the events of one stream in order. each must
// not block and must not call a command.
func (w *Workbench) Listen(each func(Event)) {
	w.listenersMu.Lock()
	defer w.listenersMu.Unlock()
	w.listeners = append(w.listeners, each)
}

// Follow calls replay with the stream's events after the number after, in order, and then join with those that came in
// the meantime and the number of the last one, with no event of the stream coming between: what join subscribes to goes on
// exactly where it ended. replay may take its time; join must not block, because the stream's commands wait for it.
func (w *Workbench) Follow(stream Stream, after int, replay func(Event), join func(rest []Event, seq int)) {
	events := w.eventsAfter(stream, after)
	for _, ev := range events {
		replay(ev)
		after = ev.Seq
	}
	lock := w.hold(stream)
	defer lock.Unlock()
	defer w.forget(stream)
	// Whoever claims more than there is, after an older backup came back, hears what comes all the same.
	join(w.eventsAfter(stream, after), w.seq(stream))
}

func (w *Workbench) eventsAfter(stream Stream, after int) []Event {
	w.mu.RLock()
	defer w.mu.RUnlock()
	events := w.group.Events[stream]
	return events[min(max(after, 0), len(events)):]
}

func (w *Workbench) lock(stream Stream) *sync.Mutex {
	w.streamsMu.Lock()
	defer w.streamsMu.Unlock()
	lock, ok := w.streams[stream]
	if !ok {
		lock = &sync.Mutex{}
		w.streams[stream] = lock
	}
	return lock
}

// decision looks at the state and says what is to happen: the kind and the data of an event. An empty kind says that it
// has happened already, so a command sent twice counts once. It runs under the stream's lock alone and looks things up one
// by one, so that a long one keeps nobody waiting but the commands of its stream.
type decision func() (kind Kind, data any, err error)

// catchUps bounds how often a command steps back for another process that was first. Of three processes that write in one stream
// without a pause each is first in a third of the races or less, since who was not must read before it tries again.
const catchUps = 256

// append decides, stores, folds and tells, in this order, under the stream's lock: nothing is told before it is durable.
func (w *Workbench) append(ctx context.Context, stream Stream, by MemberID, decide decision) error {
	lock := w.hold(stream)
	defer lock.Unlock()
	defer w.forget(stream)
	// Who waited for the lock until nobody waits for the answer must not keep those behind him waiting.
	if err := ctx.Err(); err != nil {
		return Refuse(CodeBusy).Because(fmt.Errorf("proposals: %s: %w", stream, err))
	}
	name := nextCommand(ctx)
	for range catchUps {
		if w.happened(stream, by, name) {
			return nil
		}
		ev, err := w.decide(stream, by, decide)
		if err != nil || ev.Kind == "" {
			if more, lost := w.lookAgain(ctx, stream); lost != nil {
				return lost
			} else if more {
				continue
			}
			return err
		}
		ev.Command = name
		// An event that cannot be folded must never become durable: no start would get past it.
		change, err := w.prepare(ev)
		if err != nil {
			return err
		}
		ev = w.chain.link(ev)
		err = w.log.Append(ctx, ev)
		if errors.Is(err, ErrSeqTaken) {
			if err := w.stepBack(ctx, stream); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("proposals: append to %s: %w", stream, err)
		}
		if err := w.commit(ev, change); err != nil {
			return err
		}
		w.stored(ev)
		return nil
	}
	return Refuse(CodeBusy)
}

// forget drops the lock of a stream in which nothing has happened, so that made-up ids leave nothing behind. A command that
// waits for the lock meanwhile takes the next one (hold): two holders of one stream would each fold what the other stored.
func (w *Workbench) forget(stream Stream) {
	if w.seq(stream) > 0 {
		return
	}
	w.streamsMu.Lock()
	defer w.streamsMu.Unlock()
	delete(w.streams, stream)
}

func (w *Workbench) seq(stream Stream) int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.group.seq(stream)
}

func (w *Workbench) decide(stream Stream, by MemberID, decide decision) (Event, error) {
	kind, data, err := decide()
	if err != nil || kind == "" {
		return Event{}, err
	}
	raw, err := encode(data)
	if err != nil {
		return Event{}, fmt.Errorf("proposals: %s: %w", kind, err)
	}
	if len(raw) > maxEvent {
		return Event{}, Refuse(CodeTextTooLong, "limit", maxEvent)
	}
	return Event{Stream: stream, Seq: w.seq(stream) + 1, Kind: kind,
		At: w.now().UTC().Truncate(time.Millisecond), By: by, Data: raw}, nil
}

// maxEvent bounds the data of one event, in bytes: the engines bound documents, and answers of many of them.
const maxEvent = 3 << 20

// encode writes JSON without the escapes for web pages, which would make six bytes of one «<».
func encode(data any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(data); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// prepare works out what an event changes, outside the lock of the state.
func (w *Workbench) prepare(ev Event) (change, error) {
	var before *Proposal
	if thing, id := ev.Stream.Split(); thing == "proposal" {
		w.mu.RLock()
		before = w.group.Proposals[ProposalID(id)]
		w.mu.RUnlock()
	}
	return prepare(ev, before)
}

// take folds an event that somebody else stored and tells the listeners.
func (w *Workbench) take(ev Event) error {
	change, err := w.prepare(ev)
	if err != nil {
		return err
	}
	return w.commit(ev, change)
}

// commit puts the change of a durable event into the state and tells the listeners.
func (w *Workbench) commit(ev Event, change change) error {
	linked := ev
	ev.Link = nil // the state keeps events for replay, which has no use for it
	if err := w.put(ev, change); err != nil {
		return fmt.Errorf("proposals: %w", err)
	}
	w.chain.learn(linked)
	w.listenersMu.RLock()
	defer w.listenersMu.RUnlock()
	for _, tell := range w.listeners {
		tell(ev)
	}
	return nil
}

func (w *Workbench) put(ev Event, change change) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.group.commit(ev, change)
}

// catchUp takes in what the log has beyond the state: events of another process, or one of our own whose answer was lost.
func (w *Workbench) catchUp(ctx context.Context, stream Stream) error {
	for {
		ev, ok, err := w.log.Find(ctx, stream, w.seq(stream)+1)
		if err != nil {
			return fmt.Errorf("proposals: catch up with %s: %w", stream, err)
		}
		if !ok {
			return nil
		}
		if err := w.take(ev); err != nil {
			return err
		}
	}
}
