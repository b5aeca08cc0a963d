package proposals

import (
	"context"
	"sync"
	"time"
)

// Several processes may serve one log. Each has the state of its own and takes in what the others store, stream by stream and in
// order: when it is told that there is more, and when its own next number turns out to be taken. What it does not know of yet can
// make it refuse or repeat something for a moment, never store anything that does not follow from what is stored: who inserts
// a number first has it.

// Hear takes in what other processes have stored in a stream, when it has the number seq and this process has not got so far. What
// is said to be there is looked for in the log; a number that is made up changes nothing.
func (w *Workbench) Hear(ctx context.Context, stream Stream, seq int) error {
	if seq <= w.seq(stream) {
		return nil
	}
	lock := w.hold(stream)
	defer lock.Unlock()
	defer w.forget(stream)
	if seq <= w.seq(stream) {
		return nil
	}
	return w.catchUp(ctx, stream)
}

// hold locks a stream. The lock of a stream without events is dropped by whoever had it; it must be the one that others wait for.
func (w *Workbench) hold(stream Stream) *sync.Mutex {
	for {
		lock := w.lock(stream)
		lock.Lock()
		if w.lock(stream) == lock {
			return lock
		}
		lock.Unlock()
	}
}

// lookAgain takes in what other processes have stored in a stream before a command is refused or counts as a repeat: what it was
// decided by may be old. It says whether there was anything. The stream's lock is held.
func (w *Workbench) lookAgain(ctx context.Context, stream Stream) (bool, error) {
	if !w.shared {
		return false, nil
	}
	before := w.seq(stream)
	err := w.catchUp(ctx, stream)
	return err == nil && w.seq(stream) > before, err
}

// notThereYet is how long to wait for an event whose number is taken and that cannot be read yet: a database of several servers
// shows it when enough of them have it.
const notThereYet = 20 * time.Millisecond

// stepBack takes in what another process stored under the number that a command wanted. The stream's lock is held.
func (w *Workbench) stepBack(ctx context.Context, stream Stream) error {
	before := w.seq(stream)
	if err := w.catchUp(ctx, stream); err != nil || w.seq(stream) > before {
		return err
	}
	select {
	case <-ctx.Done():
		return Refuse(CodeBusy).Because(ctx.Err())
	case <-time.After(notThereYet):
		return nil
	}
}

// StillDue says whether a letter of Letters has not been sent by another process since.
func (w *Workbench) StillDue(ctx context.Context, l Letter) (bool, error) {
	if err := w.Hear(ctx, StreamOf("reader", string(l.To.ID)), w.seq(StreamOf("reader", string(l.To.ID)))+1); err != nil {
		return false, err
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	r := w.group.readers[l.To.ID]
	for _, n := range l.Notices {
		if r.wasMailed(n.EventRef) {
			return false, nil
		}
	}
	return true, nil
}
