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

// library holds the expressions that were asked for, each loaded once.
type library struct {
	mu     sync.Mutex
	loaded map[string]*held
}

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
	s.library.mu.Lock()
	h, ok := s.library.loaded[id]
	if !ok {
		h = &held{}
		s.library.loaded[id] = h
	}
	s.library.mu.Unlock()
	h.once.Do(func() {
		// Others wait for the same: that the first of them went away must not fail them all.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
		defer cancel()
		h.expression, h.err = s.load(ctx, id)
	})
	if h.err != nil { // a database that was away for a moment is asked again next time
		s.library.mu.Lock()
		if s.library.loaded[id] == h {
			delete(s.library.loaded, id)
		}
		s.library.mu.Unlock()
	}
	return h.expression, h.err
}

func (s *Store) load(ctx context.Context, id string) (*act.Expression, error) {
	doc, ok, err := findByID[expression](ctx, s.expressions, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("store: the expression %s is missing", id)
	}
	tree, err := decompress(doc.Tree)
	if err != nil {
		return nil, fmt.Errorf("store: the expression %s: %w", id, err)
	}
	e := new(act.Expression)
	if err := json.Unmarshal(tree, e); err != nil {
		return nil, fmt.Errorf("store: the expression %s: %w", id, err)
	}
	return e, nil
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
