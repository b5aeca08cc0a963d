package text

import "errors"

// ErrMissing says that updates are missing between what an editor has and what came.
var ErrMissing = errors.New("text: updates are missing in between")

// Editor is one open editor's side of a shared text, as @codemirror/collab keeps it in a browser that gives it the updates
// one by one: what the server has confirmed, and on top of it what was typed here and is not confirmed yet. Tests and load
// generators type with it.
type Editor struct {
	clientID string
	text     string
	version  int
	pending  []ChangeSet
}

// NewEditor opens a text at a version that the server confirmed. No two editors may have the same id.
func NewEditor(clientID, text string, version int) *Editor {
	return &Editor{clientID: clientID, text: text, version: version}
}

// Text is what the editor shows.
func (e *Editor) Text() string { return e.text }

// Version is the last version that the server confirmed.
func (e *Editor) Version() int { return e.version }

// Change is what typing does: it changes the text at once and waits to be sent. Errors as of Apply.
func (e *Editor) Change(c ChangeSet) error {
	text, err := c.Apply(e.text)
	if err != nil {
		return err
	}
	e.text = text
	e.pending = append(e.pending, c)
	return nil
}

// Pending gives what is to be sent: all that is not confirmed yet, and the version it was made on.
func (e *Editor) Pending() (version int, updates []Update) {
	updates = make([]Update, len(e.pending))
	for i, c := range e.pending {
		updates[i] = Update{e.clientID, c}
	}
	return e.version, updates
}

// Receive takes the server's updates that follow a version, the editor's own among them, and carries what is not confirmed
// over those of others. Updates that it has already are passed over. ErrMissing on a gap; errors as of Apply when they do
// not fit; the editor is as before then.
func (e *Editor) Receive(version int, updates []Update) error {
	if version > e.version {
		return ErrMissing
	}
	fresh := updates[min(e.version-version, len(updates)):]
	text, pending := e.text, e.pending
	for _, u := range fresh {
		if len(pending) > 0 && u.ClientID == e.clientID {
			pending = pending[1:]
			continue
		}
		carried, after, err := carry(pending, u.Changes)
		if err != nil {
			return err
		}
		if text, err = after.Apply(text); err != nil {
			return err
		}
		pending = carried
	}
	e.text, e.version, e.pending = text, e.version+len(fresh), pending
	return nil
}
