package proposals

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"sync/atomic"
)

// A command that was sent and whose answer was lost is sent again by a careful client, under the same id. The id is kept
// with the event that the command became, so that the repeat is known for one even after a restart.

// MaxCommand bounds the id of a command, in bytes.
const MaxCommand = 64

// remembered is how many events back a repeat of a command is looked for: a client repeats at once or when its line is
// back, not weeks later.
const remembered = 512

type commandKey struct{}

// command is what a context carries: the id that the client gave, and how many events were asked for under it.
type command struct {
	id    string
	asked atomic.Int64
}

// WithCommand gives a context in which what is asked of a Workbench is the command of that id: asked again under it by the
// same member, it succeeds and nothing happens. An empty id gives ctx.
func WithCommand(ctx context.Context, id string) context.Context {
	if id == "" {
		return ctx
	}
	return context.WithValue(ctx, commandKey{}, &command{id: id})
}

// withoutCommand is for what counts once by itself.
func withoutCommand(ctx context.Context) context.Context {
	return context.WithValue(ctx, commandKey{}, (*command)(nil))
}

func commandOf(ctx context.Context) *command {
	c, _ := ctx.Value(commandKey{}).(*command)
	return c
}

// name is the id under which the n-th event of a command is stored: one command may become several.
func (c *command) name(n int64) string {
	if n == 1 {
		return c.id
	}
	return fmt.Sprintf("%s#%d", c.id, n)
}

// nextCommand takes the name for the next event that is asked for in ctx; empty where no command is.
func nextCommand(ctx context.Context) string {
	c := commandOf(ctx)
	if c == nil {
		return ""
	}
	return c.name(c.asked.Add(1))
}

// repeated says whether what is asked for next in ctx has happened already: for commands that look at the state before they
// append, and would refuse what they themselves have done.
func (w *Workbench) repeated(ctx context.Context, stream Stream, by MemberID) bool {
	c := commandOf(ctx)
	return c != nil && w.happened(stream, by, c.name(c.asked.Load()+1))
}

// happened says whether the stream has an event of that command of that member.
func (w *Workbench) happened(stream Stream, by MemberID, name string) bool {
	if name == "" {
		return false
	}
	for _, ev := range w.eventsAfter(stream, w.seq(stream)-remembered) {
		if ev.Command == name && ev.By == by {
			return true
		}
	}
	return false
}

// idFor gives the id of a new thing. Under a command it follows from the command, so that the repeat asks for the same
// thing and finds it.
func (w *Workbench) idFor(ctx context.Context, by MemberID, thing string) string {
	c := commandOf(ctx)
	if c == nil {
		return w.newID()
	}
	sum := sha256.Sum256([]byte(string(by) + "\x00" + thing + "\x00" + c.id))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:16]
}
