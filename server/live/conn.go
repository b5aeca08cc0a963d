package live

import (
	"errors"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals"
)

// conn is one browser. Nobody waits for it: frames go into a bounded queue, and when that is full the browser is sent away
// with a code that says «come back and replay».
type conn struct {
	hub    *Hub
	socket *websocket.Conn
	member proposals.Member
	// session names the session that the browser signed in with.
	session string
	// id names the connection among those on a topic.
	id    string
	below *line
	queue chan *message
	// waiting counts the bytes in the queue, before compression.
	waiting atomic.Int64
	// drained is told when the writer has emptied the queue by something.
	drained chan struct{}
	// topics is guarded by the hub's lock.
	topics map[string]struct{}

	stopOnce sync.Once
	stopped  chan struct{}
	code     int // why, set before stopped is closed
}

func newConn(h *Hub, socket *websocket.Conn, below *line, m proposals.Member, session string) *conn {
	return &conn{hub: h, socket: socket, below: below, member: m, session: session,
		id: "c" + strconv.FormatUint(h.counted.Add(1), 36), queue: make(chan *message, queueLength), drained: make(chan struct{}, 1),
		topics: map[string]struct{}{}, stopped: make(chan struct{})}
}

// stop closes the connection with a code, once; the writer says goodbye.
func (c *conn) stop(code int) {
	c.stopOnce.Do(func() {
		c.code = code
		c.hub.countClosing(code)
		close(c.stopped)
	})
}

// send queues a message without waiting.
func (c *conn) send(m *message) {
	if c.waiting.Load() > maxWaiting {
		c.stop(CloseSlow)
		return
	}
	select {
	case c.queue <- m:
		c.waiting.Add(int64(m.size))
	default:
		c.stop(CloseSlow)
	}
}

// sendReplay queues a message of a replay, for which it waits a moment: a long history is longer than the queue, and the
// writer is emptying it. It runs on the connection's own reader.
func (c *conn) sendReplay(m *message) {
	patience := time.NewTimer(writeDeadline)
	defer patience.Stop()
	for c.waiting.Load() > maxWaiting/2 || len(c.queue) > queueLength/2 {
		select {
		case <-c.drained:
		case <-c.stopped:
			return
		case <-patience.C:
			c.stop(CloseSlow)
			return
		}
	}
	c.send(m)
}

// serve reads commands until the connection ends; the writer runs beside it.
func (c *conn) serve() {
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	c.stop(c.read())
	<-written
}

// errTooLarge says that a frame is larger than maxFrame once it is unpacked.
var errTooLarge = errors.New("live: a frame too large")

// read gives the code to close with.
func (c *conn) read() int {
	c.socket.SetReadLimit(maxFrame)
	alive := func(string) error { return c.socket.SetReadDeadline(time.Now().Add(pongDeadline)) }
	c.socket.SetPongHandler(alive)
	_ = alive("")
	budget := newAllowance(commandRate, commandBurst)
	carets := newAllowance(presenceRate, presenceBurst)
	for {
		kind, data, err := c.readFrame()
		switch {
		case errors.Is(err, websocket.ErrReadLimit), errors.Is(err, errTooLarge):
			return CloseTooLarge
		case isTimeout(err):
			return CloseSilent
		case err != nil:
			return websocket.CloseNormalClosure
		case kind != websocket.TextMessage:
			return CloseMalformed
		}
		if !budget.take(time.Now()) {
			return CloseTooMany
		}
		if code := c.obey(data, carets); code != 0 {
			return code
		}
	}
}

// readFrame reads one frame. The socket's own limit counts the bytes on the line, of which a thousand may unpack to a
// million, so the unpacked ones are counted too.
func (c *conn) readFrame() (int, []byte, error) {
	kind, r, err := c.socket.NextReader()
	if err != nil {
		return 0, nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFrame+1))
	if err == nil && len(data) > maxFrame {
		err = errTooLarge
	}
	return kind, data, err
}

// obey carries out one command; a code other than 0 closes the connection.
func (c *conn) obey(data []byte, carets *allowance) int {
	cmd, ok := readCommand(data)
	if !ok {
		return CloseMalformed
	}
	switch cmd.Type {
	case "ping":
		_ = c.socket.SetReadDeadline(time.Now().Add(pongDeadline))
		c.send(pong)
	case "follow":
		if c.followed() >= maxFollowed {
			return CloseTooMany
		}
		c.hub.follow(c, cmd.Topic, cmd.After, cmd.Here)
	case "unfollow":
		c.hub.unfollow(c, cmd.Topic)
	case "presence":
		// A caret too many is not worth a connection: the next one says where it is.
		if carets.take(time.Now()) {
			c.hub.moved(c, cmd.Topic, cmd.caret)
		}
	}
	return 0
}

var pong = newMessage(encode(frame{Type: "pong"}))

func (c *conn) followed() int {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	return len(c.topics)
}

func (c *conn) write() {
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for {
		select {
		case m := <-c.queue:
			if err := c.writeAll(m); err != nil {
				c.end(CloseSlow)
				return
			}
		case <-ping.C:
			if err := c.socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeDeadline)); err != nil {
				c.end(CloseSilent)
				return
			}
		case <-c.stopped:
			c.end(c.code)
			return
		}
	}
}

// writeAll writes a message and, in the same call to the kernel, those that wait behind it.
func (c *conn) writeAll(first *message) error {
	if len(c.queue) == 0 && first.parts == nil {
		return c.writeOne(first)
	}
	c.below.gather()
	err := c.writeOne(first)
	// Not until the queue is empty: it is filled meanwhile, and whoever stops the connection or asks for a sign of life waits.
	for n := len(c.queue); n > 0 && err == nil; n-- {
		err = c.writeOne(<-c.queue)
	}
	c.extend()
	return errors.Join(err, c.below.flush())
}

// extend gives the next write its time. A reader on a poor line who takes one message after the other is not a slow one.
func (c *conn) extend() {
	_ = c.socket.SetWriteDeadline(time.Now().Add(writeDeadline))
}

func (c *conn) writeOne(m *message) error {
	c.waiting.Add(-int64(m.size))
	select {
	case c.drained <- struct{}{}:
	default:
	}
	for _, part := range m.parts {
		if err := c.writePart(part); err != nil {
			return err
		}
	}
	if m.parts != nil {
		return nil
	}
	return c.writePart(m)
}

func (c *conn) writePart(m *message) error {
	c.extend()
	c.socket.EnableWriteCompression(m.size > packOver)
	return c.socket.WritePreparedMessage(m.prepared)
}

// end says goodbye and closes, which also ends the reader.
func (c *conn) end(code int) {
	c.stop(code)
	c.refuse(c.code)
}

func (c *conn) refuse(code int) {
	_ = c.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	_ = c.socket.Close()
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}
