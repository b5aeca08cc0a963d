//go:build unix

package api

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Looking whether the other end has gone takes nothing of what it sent, and is not deceived by it.
func TestHungUp(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // the end of the test
	reader, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // the end of the test
	raw := rawConn(conn)
	if raw == nil {
		t.Fatal("a TCP connection cannot be looked at")
	}
	if hungUp(raw) {
		t.Error("a reader who waits has gone")
	}
	if _, err := reader.Write([]byte("next")); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 4)
	for range 3 {
		if hungUp(raw) {
			t.Error("a reader who has sent the next request has gone")
		}
	}
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "next" {
		t.Errorf("the next request is %q, %v", got, err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); !hungUp(raw); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a reader who has closed the connection still waits")
		}
	}
}

// What is made for a reader stops when he has gone, long before its deadline; for one who waits it goes on.
func TestWhileAwaited(t *testing.T) {
	ended := make(chan error, 1)
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/long", func(c *fiber.Ctx) error {
		ctx, cancel := whileAwaited(c)
		defer cancel()
		<-ctx.Done()
		ended <- ctx.Err()
		return errGone
	})
	app.Get("/short", func(c *fiber.Ctx) error {
		ctx, cancel := whileAwaited(c)
		defer cancel()
		select {
		case <-ctx.Done():
			return errGone
		case <-time.After(3 * goneBeat):
			return c.SendString("made")
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	t.Cleanup(func() { _ = app.Shutdown() })

	reader := dialed(t, listener, "GET /short HTTP/1.1\r\nHost: t\r\n\r\n")
	answer := make([]byte, len("HTTP/1.1 200"))
	if _, err := io.ReadFull(reader, answer); err != nil || string(answer) != "HTTP/1.1 200" {
		t.Errorf("who waits is answered %q, %v", answer, err)
	}
	if err := dialed(t, listener, "GET /long HTTP/1.1\r\nHost: t\r\n\r\n").Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the work for a reader who has gone ended with %v", err)
		}
	case <-time.After(commandTimeout / 2):
		t.Error("the work for a reader who has gone goes on")
	}
}

// dialed sends a request and gives the connection.
func dialed(t *testing.T, listener net.Listener, request string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	return conn
}
