package store

import (
	"context"
	"sync/atomic"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/event"
)

// watcher hears of every call to the engine.
type watcher struct {
	told atomic.Pointer[func(call string, took time.Duration, ok bool)]
}

// Watch has each told the name of every call to the engine, how long it took and whether it went well. It is called from many
// goroutines and must not wait.
func (s *Store) Watch(each func(call string, took time.Duration, ok bool)) {
	s.watcher.told.Store(&each)
}

func (w *watcher) tell(call string, took time.Duration, ok bool) {
	if each := w.told.Load(); each != nil {
		(*each)(call, took, ok)
	}
}

// monitor is how the driver is listened to.
func (w *watcher) monitor() *driver.CommandMonitor {
	return &driver.CommandMonitor{
		Succeeded: func(_ context.Context, e *driver.CommandSucceededEvent) { w.tell(e.CommandName, e.Duration, true) },
		Failed:    func(_ context.Context, e *driver.CommandFailedEvent) { w.tell(e.CommandName, e.Duration, false) },
	}
}
