package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// engineFolder is where in the data folder the embedded engine keeps its files, and nothing else.
const engineFolder = "db"

// ErrInUse says that another process has the data folder open.
var ErrInUse = errors.New("store: another process uses this data folder")

// socketPathLimit is what the kernel takes as the path of a Unix socket.
const socketPathLimit = 100

// engine is the embedded database: FerretDB over SQLite, behind a Unix socket that only this user may open.
type engine struct {
	uri    string
	files  string // folder of its databases
	lock   *os.File
	cancel context.CancelFunc
	done   chan struct{}
	tmp    string
}

func start(dir string) (_ *engine, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store: the data folder: %w", err)
	}
	e := &engine{done: make(chan struct{})}
	defer func() {
		if err != nil {
			e.release()
		}
	}()
	if e.lock, err = lock(filepath.Join(dir, "lock")); err != nil {
		return nil, err
	}
	socket, err := e.socket(dir)
	if err != nil {
		return nil, err
	}
	db := filepath.Join(dir, engineFolder)
	e.files = db
	if err := os.MkdirAll(db, 0o700); err != nil {
		return nil, fmt.Errorf("store: the data folder: %w", err)
	}
	file := filepath.Join(db, database+".sqlite")
	if err := errors.Join(removeUnborn(context.Background(), file), removeHalfMade(context.Background(), file)); err != nil {
		return nil, fmt.Errorf("store: the data folder: %w", err)
	}
	f, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: socket},
		Handler:   "sqlite",
		SQLiteURL: "file:" + db + "/",
		Logger:    slog.New(slog.DiscardHandler), // what goes wrong comes back as an error of the call
	})
	if err != nil {
		return nil, fmt.Errorf("store: the embedded engine: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	e.cancel = cancel
	go func() {
		defer close(e.done)
		_ = f.Run(ctx) // always nil; it returns when ctx is cancelled
	}()
	e.uri = f.MongoDBURI()
	return e, nil
}

// socket gives the path of the Unix socket: in the data folder, or in a short temporary one where the path is too long.
func (e *engine) socket(dir string) (string, error) {
	path, err := filepath.Abs(filepath.Join(dir, "engine.sock"))
	if err != nil {
		return "", err
	}
	if len(path) > socketPathLimit {
		if e.tmp, err = os.MkdirTemp("", "talqy"); err != nil {
			return "", err
		}
		return filepath.Join(e.tmp, "engine.sock"), nil
	}
	// A process that was killed leaves its socket behind; the lock says that nobody listens on it.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	return path, nil
}

func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: the data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrInUse, f.Close())
	}
	return f, nil
}

func (e *engine) stop() {
	e.cancel()
	<-e.done
	e.release()
}

func (e *engine) release() {
	if e.tmp != "" {
		_ = os.RemoveAll(e.tmp)
	}
	if e.lock != nil {
		_ = e.lock.Close() // closing lets go of the lock
	}
}
