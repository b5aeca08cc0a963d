package api

import (
	"runtime"
	"time"

	"talqy/proposals"
	"talqy/proposals/source"
)

// gate lets so many in at once. A small file can be much work to read: those of one member must not take every processor and all the
// memory from the others.
type gate chan struct{}

func newGate() gate { return make(gate, max(1, runtime.NumCPU())) }

// pass calls do when its turn has come, or refuses with CodeBusy when it has not for as long as a command may take.
func (g gate) pass(do func() error) error {
	late := time.NewTimer(commandTimeout)
	defer late.Stop()
	select {
	case g <- struct{}{}:
	case <-late.C:
		return proposals.Refuse(proposals.CodeBusy)
	}
	defer func() { <-g }()
	return do()
}

// read reads an act, or the draft of one, when its turn has come.
func (s *server) read(content []byte, name string, options ...source.Option) (d *source.Document, err error) {
	err = s.reading.pass(func() (err error) {
		d, err = s.Read(content, name, options...)
		return err
	})
	return d, err
}
