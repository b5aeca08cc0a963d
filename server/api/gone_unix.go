//go:build unix

package api

import (
	"errors"
	"syscall"
)

// hungUp says whether the other end has closed the connection. It looks and takes nothing: what is there is the next request.
func hungUp(raw syscall.RawConn) bool {
	gone := false
	err := raw.Control(func(fd uintptr) {
		var next [1]byte
		n, _, err := syscall.Recvfrom(int(fd), next[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		gone = err == nil && n == 0 || errors.Is(err, syscall.ECONNRESET)
	})
	return err == nil && gone
}
