package main

import (
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// What the operator's script needs beside talqy itself.

// scriptAddress NAME: puts an address of the loopback that nobody listens on into the variable NAME.
func scriptAddress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: address NAME")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], listener.Addr().String())
	ts.Check(listener.Close())
}

// waitUntilReady asks /readyz at $TALQY_LISTEN until it is 200.
func waitUntilReady(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: ready")
	}
	address := "http://" + ts.Getenv("TALQY_LISTEN") + "/readyz"
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		answer, err := http.Get(address) //nolint:noctx // the loop has an end
		if err != nil {
			continue
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return
		}
	}
	ts.Fatalf("%s is not ready after a minute", address)
}

// unpackFile PACKED FILE: unpacks gzip into a file of the script's folder.
func unpackFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack PACKED FILE")
	}
	in, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer in.Close() //nolint:errcheck // read only
	r, err := gzip.NewReader(in)
	ts.Check(err)
	content, err := io.ReadAll(r)
	ts.Check(err)
	to := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(to), 0o700))
	ts.Check(os.WriteFile(to, content, 0o600))
}

// spoilFile FILE: turns one byte in the middle of a file.
func spoilFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil FILE")
	}
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	ts.Check(err)
	content[len(content)/2] ^= 0x55
	ts.Check(os.WriteFile(file, content, 0o600))
}
