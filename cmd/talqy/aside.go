package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"talqy/proposals"
	"talqy/server/metrics"
)

// serveAside serves the figures and profiles on an address of their own: they are for who runs the server. What ends it goes
// to failed.
func serveAside(address string, figures *metrics.Figures, failed chan<- error) (*http.Server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s for --metrics-listen: %w", address, err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", figures.Handler())
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	// The command line is not served: it may hold a password.
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			failed <- err
		}
	}()
	return server, nil
}

// countedLog counts the events that are appended.
type countedLog struct {
	proposals.Log
	figures *metrics.Figures
}

// Append counts an event when it is stored.
func (l countedLog) Append(ctx context.Context, ev proposals.Event) error {
	err := l.Log.Append(ctx, ev)
	if err == nil {
		l.figures.Appended(string(ev.Kind))
	}
	return err
}
