package proposals

// Locks counts the streams that have a lock, for tests of what made-up ids leave behind.
func (w *Workbench) Locks() int {
	w.streamsMu.Lock()
	defer w.streamsMu.Unlock()
	return len(w.streams)
}
