package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals/text"
)

// typist is one member at one text: he types at some line, sends, takes what others typed, and hears his own words
// come back. The fault tests type with him too.
type typist struct {
	guest    *guest
	proposal string
	socket   *websocket.Conn

	clientID string

	mu     sync.Mutex
	editor *text.Editor
	began  time.Time // when the update that has not come back yet was first sent
	times  []uint32  // microseconds from first sending to hearing it, of ours
	tries  int
	sent   int
}

// errRefused says that the server refused an edit for another reason than that the text had moved on.
var errRefused = errors.New("the server refused an edit")

// sitDown opens the Russian wording of a proposal, and a socket where listen asks for one.
func sitDown(ctx context.Context, g *guest, proposal, clientID string, listen bool) (*typist, error) {
	t := &typist{guest: g, proposal: proposal, clientID: clientID}
	var p struct {
		Proposal struct {
			Seq     int
			Wording map[string]struct {
				Proposed string
				Version  int
			}
		}
	}
	if err := g.do(ctx, http.MethodGet, "/api/proposals/"+proposal, "", nil, &p); err != nil {
		return nil, err
	}
	start := p.Proposal.Wording["ru"]
	t.editor = text.NewEditor(clientID, start.Proposed, start.Version)
	if !listen {
		return t, nil
	}
	var err error
	if t.socket, err = g.dial(ctx); err != nil {
		return nil, err
	}
	if err := follow(t.socket, "proposal/"+proposal, p.Proposal.Seq); err != nil {
		return nil, errors.Join(err, t.socket.Close())
	}
	return t, nil
}

// hear takes events in until the socket ends.
func (t *typist) hear() error {
	for {
		var frame struct {
			Event struct {
				Kind string
				Data struct {
					Part, Lang string
					Version    int
					Updates    []text.Update
				}
			}
		}
		if err := t.socket.ReadJSON(&frame); err != nil {
			return nil //nolint:nilerr // the line ends when the run does
		}
		if d := frame.Event.Data; frame.Event.Kind == "proposal.edited" && d.Part == "wording" && d.Lang == "ru" {
			t.note(d.Updates)
			if err := t.take(d.Version, d.Updates); err != nil {
				return err
			}
		}
	}
}

func (t *typist) take(version int, updates []text.Update) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.editor.Receive(version, updates)
}

// note counts how long an update of ours took to come back.
func (t *typist) note(updates []text.Update) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range updates {
		if u.ClientID == t.clientID && !t.began.IsZero() {
			t.times = append(t.times, uint32(time.Since(t.began).Microseconds()))
			t.began = time.Time{}
		}
	}
}

// changesAnswer is what the server says to an edit: its version after it, and all updates since the version sent when others
// came between.
type changesAnswer struct {
	Version int
	Updates []text.Update
}

func (t *typist) post(ctx context.Context, version int, updates []text.Update) (answer changesAnswer, err error) {
	err = t.guest.do(ctx, http.MethodPost, "/api/proposals/"+t.proposal+"/changes", "",
		map[string]any{"part": "wording", "lang": "ru", "version": version, "updates": updates}, &answer)
	return answer, err
}

// takeMissing takes in what the server says is missing, when it refuses an edit because the text has moved on.
func (t *typist) takeMissing(version int, answer []byte) error {
	var moved changesAnswer
	if err := json.Unmarshal(answer, &moved); err != nil {
		return err
	}
	return t.take(version, moved.Updates)
}

// insert types words at the beginning of a line, so that they stay whole whatever others type.
func (t *typist) insert(random *rand.Rand, words string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.SplitAfter(t.editor.Text(), "\n")
	at := text.Units(strings.Join(lines[:random.IntN(len(lines))], ""))
	return t.editor.Change(text.Replacement(text.Units(t.editor.Text()), at, at, words))
}

// send sends what was typed until the server has it.
func (t *typist) send(ctx context.Context) error {
	tries := t.tries
	for {
		t.mu.Lock()
		version, updates := t.editor.Pending()
		if len(updates) > 0 && t.tries == tries {
			t.began = time.Now()
		}
		t.mu.Unlock()
		if len(updates) == 0 {
			return nil
		}
		t.tries++
		answer, err := t.post(ctx, version, updates)
		var refused *denial
		switch {
		case err == nil:
			if answer.Updates == nil { // nothing came between
				answer.Updates = updates
			}
			t.sent += len(updates)
			return t.take(version, answer.Updates)
		case errors.As(err, &refused) && refused.status == http.StatusConflict:
			if err := t.takeMissing(version, refused.body); err != nil {
				return err
			}
		case errors.As(err, &refused):
			return fmt.Errorf("%w: %w", errRefused, err)
		default:
			return err
		}
	}
}

// typing has typists write in several proposals at once, each a word every half second.
func (r *liveRun) typing(ctx context.Context) error {
	if r.typists == 0 {
		return nil
	}
	r.say("%d typists over %d proposals for %v", r.typists, r.proposals, r.duration)
	typists := make([]*typist, r.typists)
	if err := each(r.typists, 16, func(i int) (err error) {
		typists[i], err = sitDown(ctx, r.guests[i%len(r.guests)], r.place.proposals[1+i%r.proposals], fmt.Sprintf("typist-%d", i), true)
		return err
	}); err != nil {
		return err
	}
	var listening sync.WaitGroup
	heard := make([]error, len(typists))
	for i, t := range typists {
		listening.Go(func() { heard[i] = t.hear() })
	}
	until := time.Now().Add(r.duration)
	err := each(len(typists), len(typists), func(i int) error {
		random := rand.New(rand.NewPCG(uint64(i), 1)) //nolint:gosec // places to type at are no secrets
		for n := 0; time.Now().Before(until); n++ {
			time.Sleep(time.Duration(250+random.IntN(500)) * time.Millisecond)
			if err := errors.Join(typists[i].insert(random, fmt.Sprintf("слово%d-%d ", i, n)), typists[i].send(ctx)); err != nil {
				return err
			}
		}
		return nil
	})
	time.Sleep(2 * time.Second) // the last words are on their way
	for _, t := range typists {
		_ = t.socket.Close()
	}
	listening.Wait()
	if err := errors.Join(append(heard, err)...); err != nil {
		return err
	}
	return r.typingFigures(ctx, typists)
}

func (r *liveRun) typingFigures(ctx context.Context, typists []*typist) error {
	var times []uint32
	tries, sent, fewest, apart := 0, 0, 1<<30, 0
	for i, t := range typists {
		times = append(times, t.times...)
		tries, sent, fewest = tries+t.tries, sent+t.sent, min(fewest, t.sent)
		now, err := sitDown(ctx, r.guests[i%len(r.guests)], t.proposal, "", false)
		if err != nil {
			return err
		}
		if now.editor.Text() != t.editor.Text() {
			apart++
		}
	}
	slices.Sort(times)
	r.figures.lost += apart
	r.figures.add("typists over proposals", "", "%d over %d", r.typists, r.proposals)
	r.figures.add("edits taken", "", "%d", sent)
	r.figures.add("edit, send to own echo, p50", "", "%s", quantile(times, 0.50))
	r.figures.add("edit, send to own echo, p99", "< "+targetP99.String(), "%s", quantile(times, 0.99))
	r.figures.add("requests an edit", "", "%.2f", float64(tries)/float64(max(1, sent)))
	r.figures.add("edits of the slowest typist", "> 0", "%d", fewest)
	r.figures.add("texts that differ from the server's", "0", "%d", apart)
	return nil
}
