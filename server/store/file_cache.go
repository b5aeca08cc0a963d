package store

import (
	"context"
	"sync"

	"talqy/proposals/recent"
)

// maxCached bounds the contents of files that are held ready, in bytes.
const maxCached = 64 << 20

// fileCache holds the files that were asked for lately. A hall opens one handout at one moment: each is read from the engine once,
// and who asks meanwhile waits for it. What has an id never changes, so nothing here grows old.
type fileCache struct {
	mu sync.Mutex
	by recent.Map[string, *cached] // in bytes; what is being read weighs nothing yet
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
	one, known := c.by.Get(id)
	if !known {
		one = &cached{ready: make(chan struct{})}
		c.by.Put(id, one, 0, maxCached)
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
	if kept, _ := c.by.Peek(id); kept != one {
		return one.content, one.ok, one.err // forgotten meanwhile
	}
	if !one.ok || one.err != nil || len(one.content) > maxCached {
		c.by.Drop(id)
	} else {
		c.by.Put(id, one, len(one.content), maxCached)
	}
	return one.content, one.ok, one.err
}

// forget drops a file, also one that is just being read.
func (c *fileCache) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by.Drop(id)
}
