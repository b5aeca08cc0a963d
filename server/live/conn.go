package live

import (
	"encoding/json"
	"errors"
	"io"
	"sync"
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
	queue   chan []byte
	// topics is guarded by the hub's lock.
	topics map[string]struct{}

	stopOnce sync.Once
	stopped  chan struct{}
	code     int // why, set before stopped is closed
}

func newConn(h *Hub, socket *websocket.Conn, m proposals.Member, session string) *conn {
	return &conn{hub: h, socket: socket, member: m, session: session, queue: make(chan []byte, queueLength),
		topics: map[string]struct{}{}, stopped: make(chan struct{})}
}

// stop closes the connection with a code, once; the writer says goodbye.
func (c *conn) stop(code int) {
	c.stopOnce.Do(func() {
		c.code = code
		close(c.stopped)
	})
}

// send queues a frame without waiting.
func (c *conn) send(b []byte) {
	select {
	case c.queue <- b:
	default:
		c.stop(CloseSlow)
	}
}

// sendReplay queues a frame of a replay, for which it waits a moment: a long history is longer than the queue, and the
// writer is emptying it. It runs on the connection's own reader.
func (c *conn) sendReplay(b []byte) {
	select {
	case c.queue <- b:
		return
	default:
	}
	timer := time.NewTimer(writeDeadline)
	defer timer.Stop()
	select {
	case c.queue <- b:
	case <-c.stopped:
	case <-timer.C:
		c.stop(CloseSlow)
	}
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
	budget := allowance{left: commandBurst, last: time.Now()}
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
		if code := c.obey(data); code != 0 {
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
func (c *conn) obey(data []byte) int {
	var cmd command
	if err := json.Unmarshal(data, &cmd); err != nil {
		return CloseMalformed
	}
	switch cmd.Type {
	case "ping":
		_ = c.socket.SetReadDeadline(time.Now().Add(pongDeadline))
		c.send(encode(frame{Type: "pong"}))
	case "follow":
		if c.followed() >= maxFollowed {
			return CloseTooMany
		}
		c.hub.follow(c, cmd.Topic, cmd.After)
	case "unfollow":
		c.hub.unfollow(c, cmd.Topic)
	default:
		return CloseMalformed
	}
	return 0
}

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
		case b := <-c.queue:
			_ = c.socket.SetWriteDeadline(time.Now().Add(writeDeadline))
			if err := c.socket.WriteMessage(websocket.TextMessage, b); err != nil {
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
