// Package news tells processes that serve one group of each other's events, over NATS, by notes: that a stream has a
// number now, that a session has ended. The package knows neither events nor sessions.
//
// A note may be lost, come late, come twice or be made up: it moves nobody to believe anything, only to look into the log, which is
// the truth.
package news

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/nats-io/nats.go"
)

// Note is what one process tells the others: of a stream, the number of an event that is stored, or the id of a session that has
// ended.
type Note struct {
	Stream string `json:"stream,omitempty"`
	Seq    int    `json:"seq,omitempty"`
	Ended  string `json:"ended,omitempty"`
}

// Config is how a process hears of the others.
type Config struct {
	// URL is of the NATS server, nats://user:password@host:4222; several are divided by commas.
	URL string
	// Subject is under what the processes of one group tell each other; groups on one NATS server need different ones.
	Subject string
	// Heard is called with each note of another process. It must not block.
	Heard func(Note)
	// Back is called whenever the line has come up: what was told before is to be looked for. It must not block.
	Back func()
	Log  *slog.Logger
}

// envelope is a note with who sends it.
type envelope struct {
	From string `json:"from"`
	Note
}

// Limits of a line.
const (
	// maxNote bounds what is read as a note, in bytes; the longest has below a tenth of it.
	maxNote = 4 << 10
	// reconnectWait is how long to wait between attempts to come back, jitter what is added so that not all come at once.
	reconnectWait = time.Second
	jitter        = 500 * time.Millisecond
	// pingEvery is how often the other end is asked whether it is there; after two silences the line is cut.
	pingEvery = 10 * time.Second
	maxSilent = 2
	// heldBack bounds what is kept while the line is away, in bytes, to be told when it is back.
	heldBack = 8 << 20
)

// subjects are words divided by points; wildcards would hear other groups.
var subjects = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$`)

// Line is a process's end. Its methods may be called from any goroutine.
type Line struct {
	Config
	self string
	conn *nats.Conn
}

// Open opens a line. A NATS server that is away is no error: it is tried again until it is there.
func Open(c Config) (*Line, error) {
	if !subjects.MatchString(c.Subject) {
		return nil, fmt.Errorf("news: %q is no subject: words of letters, figures, - and _, divided by points", c.Subject)
	}
	l := &Line{Config: c, self: rand.Text()}
	conn, err := nats.Connect(c.URL, nats.Name("talqy"), nats.NoEcho(), nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait),
		nats.ReconnectJitter(jitter, jitter), nats.PingInterval(pingEvery), nats.MaxPingsOutstanding(maxSilent), nats.ReconnectBufSize(heldBack),
		nats.ConnectHandler(func(*nats.Conn) { c.Back() }),
		nats.ReconnectHandler(func(*nats.Conn) {
			c.Log.Info("the line to the other processes is back")
			c.Back()
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				c.Log.Warn("the line to the other processes is away; the log is looked through instead", "error", err)
			}
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			c.Log.Warn("notes of other processes were lost", "error", err)
			c.Back() // what was lost is looked for
		}))
	if err != nil {
		return nil, fmt.Errorf("news: %w", err)
	}
	l.conn = conn
	if _, err := conn.Subscribe(c.Subject, l.take); err != nil {
		conn.Close()
		return nil, fmt.Errorf("news: %w", err)
	}
	return l, nil
}

// take reads a message; what is no note of another process is passed over.
func (l *Line) take(m *nats.Msg) {
	var e envelope
	if len(m.Data) > maxNote || json.Unmarshal(m.Data, &e) != nil || e.From == l.self || e.Stream == "" && e.Ended == "" {
		return
	}
	l.Heard(e.Note)
}

// Tell tells the others. It never waits: while the line is away notes are kept back, and where there are too many of them they are
// lost, which those who look into the log make good.
func (l *Line) Tell(n Note) {
	body, err := json.Marshal(envelope{l.self, n})
	if err == nil {
		err = l.conn.Publish(l.Subject, body)
	}
	if err != nil && !errors.Is(err, nats.ErrReconnectBufExceeded) && !errors.Is(err, nats.ErrConnectionClosed) {
		l.Log.Warn("the other processes cannot be told", "error", err)
	}
}

// Up says whether the line stands.
func (l *Line) Up() bool { return l.conn.IsConnected() }

// Close sends what is still to be sent, for a moment at most, and closes the line.
func (l *Line) Close() {
	if l.Up() {
		_ = l.conn.FlushTimeout(time.Second) // who does not hear it looks into the log
	}
	l.conn.Close()
}
