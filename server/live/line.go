package live

import (
	"net"
	"sync"
)

// line is the connection below a socket. It can gather what is written to it and send it in one call: when frames come
// quicker than one reader takes them, a call to the kernel for each is what costs.
type line struct {
	net.Conn
	mu        sync.Mutex
	gathering bool
	waiting   *[]byte // lent while something waits
}

// buffers are lent to lines that gather; a quiet connection holds none.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, gatherUpTo); return &b }}

// Write sends, or keeps for flush while the line gathers.
func (l *line) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.gathering {
		return l.Conn.Write(p)
	}
	if l.waiting == nil {
		l.waiting = buffers.Get().(*[]byte)
	}
	if len(*l.waiting)+len(p) > gatherUpTo {
		if err := l.send(); err != nil {
			return 0, err
		}
		if len(p) > gatherUpTo {
			return l.Conn.Write(p)
		}
	}
	*l.waiting = append(*l.waiting, p...)
	return len(p), nil
}

// gather begins to keep what is written.
func (l *line) gather() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gathering = true
}

// flush sends what was kept and ends the gathering.
func (l *line) flush() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gathering = false
	err := l.send()
	if l.waiting != nil {
		buffers.Put(l.waiting)
		l.waiting = nil
	}
	return err
}

func (l *line) send() error {
	if l.waiting == nil || len(*l.waiting) == 0 {
		return nil
	}
	_, err := l.Conn.Write(*l.waiting)
	*l.waiting = (*l.waiting)[:0]
	return err
}
