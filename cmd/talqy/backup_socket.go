package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"talqy/server/store"
)

// A server that works on a data folder has it locked, so it makes the copy itself when it is asked over a socket in that
// folder. Only who may read the folder's files anyway, the owner, may open it.

const (
	backupSocket = "backup.sock"
	// backupSocketPath holds the path of the socket where that of the folder is too long for one.
	backupSocketPath = "backup.sock.path"
	// longestSocket is what the kernel takes as the path of a Unix socket.
	longestSocket = 100
)

// backupServer makes copies of a store for `talqy backup` and `talqy verify`.
type backupServer struct {
	kept   *store.Store
	log    *slog.Logger
	server *http.Server
	leave  []string // what is removed at the end
	ended  chan struct{}
	// one copy at a time: each reads everything there is.
	turn sync.Mutex
}

// serveBackups listens on the socket in the data folder. The lock of the folder says that nobody else does.
func serveBackups(kept *store.Store, data string, log *slog.Logger) (_ *backupServer, err error) {
	b := &backupServer{kept: kept, log: log, ended: make(chan struct{})}
	defer func() {
		if err != nil {
			b.remove()
		}
	}()
	path, err := b.path(data)
	if err != nil {
		return nil, err
	}
	listener, err := listenPrivately(path)
	if err != nil {
		return nil, fmt.Errorf("the socket for backups: %w", err)
	}
	b.leave = append(b.leave, path)
	b.server = &http.Server{Handler: http.HandlerFunc(b.answer), ReadHeaderTimeout: time.Minute,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go func() {
		defer close(b.ended)
		_ = b.server.Serve(listener) // ends when it is closed
	}()
	return b, nil
}

// path gives where the socket is to be, and tells so in the folder where it is elsewhere.
func (b *backupServer) path(data string) (string, error) {
	path, err := filepath.Abs(filepath.Join(data, backupSocket))
	if err != nil {
		return "", err
	}
	elsewhere := filepath.Join(data, backupSocketPath)
	if err := errors.Join(removeLeft(path), removeLeft(elsewhere)); err != nil {
		return "", err
	}
	if len(path) <= longestSocket-len(".new/s") {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "talqy")
	if err != nil {
		return "", err
	}
	b.leave = append(b.leave, dir, elsewhere)
	path = filepath.Join(dir, backupSocket)
	return path, os.WriteFile(elsewhere, []byte(path), 0o600)
}

// removeLeft takes away what a process that was killed has left behind.
func removeLeft(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// listenPrivately listens on a socket that only the owner could ever open: it is made in a folder of his own and moved to its
// place when its rights are set.
func listenPrivately(path string) (net.Listener, error) {
	private := path + ".new"
	if err := os.RemoveAll(private); err != nil {
		return nil, err
	}
	if err := os.Mkdir(private, 0o700); err != nil {
		return nil, err
	}
	defer os.RemoveAll(private) //nolint:errcheck // an empty folder does no harm, and the next start removes it
	made := filepath.Join(private, "s")
	listener, err := net.Listen("unix", made)
	if err != nil {
		return nil, err
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(made, 0o600), os.Rename(made, path)); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

func (b *backupServer) answer(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || r.URL.Path != "/backup" {
		http.NotFound(w, r)
		return
	}
	b.turn.Lock()
	defer b.turn.Unlock()
	defer debug.FreeOSMemory() // the whole log was in memory a second time
	w.Header().Set("Content-Type", "application/octet-stream")
	began := time.Now()
	written := &counter{to: w}
	if err := writeBackup(r.Context(), b.kept, written, began); err != nil {
		b.log.Error("a backup failed", "error", err)
		if written.bytes == 0 {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		panic(http.ErrAbortHandler) // who asked sees that it breaks off
	}
	b.log.Info("a backup was made", "bytes", written.bytes, "seconds", time.Since(began).Seconds())
}

// close ends copies under way and takes the socket away.
func (b *backupServer) close() error {
	err := b.server.Close()
	<-b.ended
	b.remove()
	return err
}

func (b *backupServer) remove() {
	for _, path := range b.leave {
		_ = os.RemoveAll(path)
	}
}

// askServer gives the copy that the server on a data folder makes.
func askServer(data string) (original, error) {
	path := filepath.Join(data, backupSocket)
	if b, err := os.ReadFile(filepath.Join(data, backupSocketPath)); err == nil {
		path = strings.TrimSpace(string(b))
	}
	transport := &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}}
	client := &http.Client{Transport: transport}
	ask := func(ctx context.Context, to io.Writer) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://talqy/backup", nil)
		if err != nil {
			return err
		}
		answer, err := client.Do(request)
		if err != nil {
			return fmt.Errorf("the server that uses the folder %s makes no backup: %w", data, err)
		}
		defer answer.Body.Close() //nolint:errcheck // only read from
		if answer.StatusCode != http.StatusOK {
			why, _ := io.ReadAll(io.LimitReader(answer.Body, 1000))
			return fmt.Errorf("the server could not make the backup: %s", strings.TrimSpace(string(why)))
		}
		if _, err := io.Copy(to, answer.Body); err != nil {
			return fmt.Errorf("the backup broke off: %w", err)
		}
		return nil
	}
	return original{copy: ask, close: func() error { transport.CloseIdleConnections(); return nil }}, nil
}
