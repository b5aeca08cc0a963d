package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// reader is one browser of the load: it follows a topic and notes which comments came, how often and after how long.
type reader struct {
	topic    string
	course   *course
	socket   *websocket.Conn
	received atomic.Int64
	ended    chan struct{}

	mu    sync.Mutex
	seen  []uint8
	times []uint32 // microseconds from send to receipt
}

// openReader dials, follows a topic after a number and returns when the server says that all of the past was sent.
func openReader(ctx context.Context, g *guest, topic string, after int, course *course) (*reader, error) {
	socket, err := g.dial(ctx)
	if err != nil {
		return nil, err
	}
	r := &reader{topic: topic, course: course, socket: socket, ended: make(chan struct{}), seen: make([]uint8, len(course.sent))}
	_ = socket.SetReadDeadline(time.Now().Add(time.Minute))
	if err := errors.Join(follow(socket, topic, after), r.readUntilCurrent()); err != nil {
		return nil, errors.Join(err, socket.Close())
	}
	_ = socket.SetReadDeadline(time.Time{})
	go func() {
		defer close(r.ended)
		var buffer bytes.Buffer
		for r.read(&buffer) == nil {
			r.note(buffer.Bytes(), true)
		}
	}()
	return r, nil
}

// cut ends the line without a word, as a bad one does.
func (r *reader) cut() {
	_ = r.socket.NetConn().Close()
	<-r.ended
}

func (r *reader) read(into *bytes.Buffer) error {
	_, frame, err := r.socket.NextReader()
	if err != nil {
		return err
	}
	into.Reset()
	_, err = io.Copy(into, frame)
	return err
}

func (r *reader) readUntilCurrent() error {
	var buffer bytes.Buffer
	for {
		if err := r.read(&buffer); err != nil {
			return err
		}
		switch frame := buffer.Bytes(); {
		case bytes.HasPrefix(frame, []byte(`{"type":"current"`)):
			return nil
		case bytes.HasPrefix(frame, []byte(`{"type":"refused"`)):
			return errors.New("refused to follow " + r.topic)
		default:
			r.note(frame, false)
		}
	}
}

// note takes a frame in; only what was heard as it happened says how long it took.
func (r *reader) note(frame []byte, live bool) {
	i, err := strconv.Atoi(between(frame, commentMark, `"`))
	if err != nil || i < 0 || i >= len(r.seen) {
		return
	}
	now := r.course.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[i]++
	if live {
		r.times = append(r.times, uint32(now-r.course.sent[i].Load()))
	}
	r.received.Add(1)
}
