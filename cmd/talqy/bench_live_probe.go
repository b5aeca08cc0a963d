package main

import (
	"encoding/binary"
	"io"
	"net"
	"slices"
	"sync"
	"time"
)

// lateness measures how late the load generator itself notices what has come: a connection of its own on the loopback, in
// this process, with no server in between. What it finds is in every other time too, and is not the server's.
type lateness struct {
	stop  chan struct{}
	ended sync.WaitGroup
	times []uint32 // microseconds
}

// lateEvery is the pause between two probes: uneven to the comments, so that they do not always meet.
const lateEvery = 7 * time.Millisecond

func measureLateness() (*lateness, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer listener.Close() //nolint:errcheck // it has done its work
	from, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		return nil, err
	}
	to, err := listener.Accept()
	if err != nil {
		_ = from.Close()
		return nil, err
	}
	l := &lateness{stop: make(chan struct{})}
	began := time.Now()
	l.ended.Go(func() {
		defer to.Close() //nolint:errcheck // only read from
		var stamp [8]byte
		for {
			if _, err := io.ReadFull(to, stamp[:]); err != nil {
				return
			}
			l.times = append(l.times, uint32(time.Since(began).Microseconds()-int64(binary.LittleEndian.Uint64(stamp[:]))))
		}
	})
	l.ended.Go(func() {
		defer from.Close() //nolint:errcheck // the reader notices
		ticker := time.NewTicker(lateEvery)
		defer ticker.Stop()
		for {
			select {
			case <-l.stop:
				return
			case <-ticker.C:
			}
			var stamp [8]byte
			binary.LittleEndian.PutUint64(stamp[:], uint64(time.Since(began).Microseconds()))
			if _, err := from.Write(stamp[:]); err != nil {
				return
			}
		}
	})
	return l, nil
}

// end stops measuring and gives what was found, sorted.
func (l *lateness) end() []uint32 {
	close(l.stop)
	l.ended.Wait()
	slices.Sort(l.times)
	return l.times
}
