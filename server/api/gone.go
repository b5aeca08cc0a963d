package api

import (
	"context"
	"net"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
)

// errGone ends the work for a reader who no longer waits for it. 499 is what proxies write for it; nobody reads the answer.
var errGone = &fiber.Error{Code: 499, Message: "the reader has gone"}

// goneBeat is how often it is looked whether the reader still waits.
const goneBeat = 100 * time.Millisecond

// whileAwaited gives a context that ends with its deadline or when the reader has gone. It is for what is made for his eyes, and
// for what must be asked for again once it was cancelled. Other commands go on: on a poor line they arrive, and their answer does not.
func whileAwaited(c *fiber.Ctx) (context.Context, context.CancelFunc) {
	ctx, cancel := deadline(c)
	raw := rawConn(c.Context().Conn())
	if raw == nil {
		return ctx, cancel
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		beat := time.NewTicker(goneBeat)
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				if hungUp(raw) {
					cancel()
					return
				}
			}
		}
	}()
	// The connection is the server's again when the request is over: nobody may look at it then.
	return ctx, func() { cancel(); <-ended }
}

// awaited says whether somebody still waits for the answer.
func awaited(c *fiber.Ctx) bool {
	raw := rawConn(c.Context().Conn())
	return raw == nil || !hungUp(raw)
}

// rawConn gives what is under a connection; nil where there is nothing that can be looked at.
func rawConn(conn net.Conn) syscall.RawConn {
	if over, ok := conn.(interface{ NetConn() net.Conn }); ok { // TLS
		conn = over.NetConn()
	}
	if under, ok := conn.(syscall.Conn); ok {
		if raw, err := under.SyscallConn(); err == nil {
			return raw
		}
	}
	return nil
}
