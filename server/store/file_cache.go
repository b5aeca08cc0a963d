package store

import (
	"context"
	"sync"
)

// maxCached bounds the contents of files that are held ready, in bytes.
const maxCached = 64 << 20

// fileCache holds the files that were asked for lately. A hall opens one handout at one moment: each is read from the engine once,
// and who asks meanwhile waits for it. What has an id never changes, so nothing here grows old.
type fileCache struct {
	mu    sync.Mutex
	by    map[string]*cached
	order []string // the oldest first
	bytes int
}

type cached struct {
	ready   chan struct{}
	content []byte
	ok      bool
	err     error
}

// get gives a file, by read where it is not there. Who waits for another's reading gives up with ctx.
func (c *fileCache) get(ctx context.Context, id string, read func() ([]byte, bool, error)) ([]byte, bool, error) {
	c.mu.Lock()
	one, known := c.by[id]
	if !known {
		one = &cached{ready: make(chan struct{})}
		if c.by == nil {
			c.by = map[string]*cached{}
		}
		c.by[id] = one
	}
	c.mu.Unlock()
	if known {
		select {
		case <-one.ready:
			return one.content, one.ok, one.err
		case <-ctx.Done():
			return nil, false, failure(ctx.Err())
		}
	}
	one.content, one.ok, one.err = read()
	close(one.ready)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[id] != one {
		return one.content, one.ok, one.err // forgotten meanwhile
	}
	if !one.ok || one.err != nil || len(one.content) > maxCached {
		delete(c.by, id)
		return one.content, one.ok, one.err
	}
	c.order, c.bytes = append(c.order, id), c.bytes+len(one.content)
	for c.bytes > maxCached {
		c.drop(0)
	}
	return one.content, one.ok, one.err
}

// forget drops a file.
func (c *fileCache) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, known := range c.order {
		if known == id {
			c.drop(i)
			return
		}
	}
	delete(c.by, id) // it is just being read
}

func (c *fileCache) drop(at int) {
	id := c.order[at]
	c.bytes -= len(c.by[id].content)
	delete(c.by, id)
	c.order = append(c.order[:at:at], c.order[at+1:]...)
}
