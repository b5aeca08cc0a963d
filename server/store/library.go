package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/recent"
)

// expression is how the text of an act lies in the collection: the tree as it was read, so that addresses stay what they
// were when a later release reads files differently, and the file itself, both compressed.
type expression struct {
	ID     string `bson:"_id"`
	Tree   []byte `bson:"tree"`
	Source []byte `bson:"source"`
}

// maxDocument is what the engines take as one document, with room for the frame around it.
const maxDocument = 15 << 20

// library holds the expressions that were asked for of late, each loaded once.
type library struct {
	mu     sync.Mutex
	loaded recent.Map[string, *held]
	most   int // bounds their weight
}

// maxLoaded bounds the expressions that are held ready, in bytes of their trees as they are stored, before compression. A tree is
// somewhat larger than its file, of which КоАП has 3.5 MB: two dozen such codes, and any number of laws that a group works on.
const maxLoaded = 128 << 20

type held struct {
	once       sync.Once
	expression *act.Expression
	err        error
}

// Save stores an expression with the file it was read from.
func (s *Store) Save(ctx context.Context, id string, e *act.Expression, source []byte) error {
	tree, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	doc := expression{ID: id}
	if doc.Tree, err = compress(tree); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if doc.Source, err = compress(source); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if len(doc.Tree)+len(doc.Source) > maxDocument {
		return proposals.Refuse("file_too_large", "limit", maxDocument>>20)
	}
	_, err = s.expressions.InsertOne(ctx, doc)
	return failure(err)
}

// Expression gives a stored expression, the same value to every caller.
func (s *Store) Expression(ctx context.Context, id string) (*act.Expression, error) {
	h := s.library.of(id)
	h.once.Do(func() {
		// Others wait for the same: that the first of them went away must not fail them all.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
		defer cancel()
		var bytes int
		h.expression, bytes, h.err = s.load(ctx, id)
		s.library.settle(id, h, bytes)
	})
	return h.expression, h.err
}

// of gives the place of an expression, which weighs nothing until it is loaded.
func (l *library) of(id string) *held {
	l.mu.Lock()
	defer l.mu.Unlock()
	h, ok := l.loaded.Get(id)
	if !ok {
		h = &held{}
		l.loaded.Put(id, h, 0, l.most)
	}
	return h
}

// settle counts an expression that was just loaded; others that were not asked for for longest make room for it, and who holds one of
// those keeps it. What could not be loaded is asked for anew next time: the database may have been away for a moment.
func (l *library) settle(id string, h *held, bytes int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if kept, _ := l.loaded.Peek(id); kept != h {
		return // dropped meanwhile
	}
	if h.err != nil {
		l.loaded.Drop(id)
		return
	}
	l.loaded.Put(id, h, bytes, l.most)
}

// load gives an expression, and of how many bytes its tree is as it is stored.
func (s *Store) load(ctx context.Context, id string) (*act.Expression, int, error) {
	doc, ok, err := findByID[expression](ctx, s.expressions, id)
	if err != nil {
		return nil, 0, err
	}
	if !ok {
		return nil, 0, fmt.Errorf("store: the expression %s is missing", id)
	}
	tree, err := decompress(doc.Tree)
	if err != nil {
		return nil, 0, fmt.Errorf("store: the expression %s: %w", id, err)
	}
	e := new(act.Expression)
	if err := json.Unmarshal(tree, e); err != nil {
		return nil, 0, fmt.Errorf("store: the expression %s: %w", id, err)
	}
	return e, len(tree), nil
}

func compress(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func decompress(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(r)
	return out, errors.Join(err, r.Close())
}
