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

// library holds the expressions that were asked for of late, each loaded once.
type library struct {
	mu     sync.Mutex
	loaded map[string]*held
	clock  int // counts uses
	weight int // of all that are loaded
	most   int // bounds the weight
}

// maxLoaded bounds the expressions that are held ready, in bytes of their trees as they are stored, before compression. A tree is
// somewhat larger than its file, of which КоАП has 3.5 MB: two dozen such codes, and any number of laws that a group works on.
const maxLoaded = 128 << 20

type held struct {
	once       sync.Once
	expression *act.Expression
	err        error
	used       int
	weight     int // 0 while it is being loaded
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
	s.library.clock++
	h.used = s.library.clock
	s.library.mu.Unlock()
	h.once.Do(func() {
		// Others wait for the same: that the first of them went away must not fail them all.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
		defer cancel()
		var bytes int
		if h.expression, bytes, h.err = s.load(ctx, id); h.err == nil {
			s.library.weigh(h, bytes)
		}
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

// weigh counts an expression that was just loaded, and drops those that were not asked for for longest, never this one. Who holds one
// that is dropped keeps it.
func (l *library) weigh(fresh *held, bytes int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh.weight = bytes
	l.weight += bytes
	for l.weight > l.most {
		oldest, found := "", (*held)(nil)
		for id, h := range l.loaded {
			if h != fresh && h.weight > 0 && (found == nil || h.used < found.used) {
				oldest, found = id, h
			}
		}
		if found == nil {
			return
		}
		l.weight -= found.weight
		delete(l.loaded, oldest)
	}
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
