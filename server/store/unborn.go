package store

import (
	"context"
	"errors"
	"os"
)

// unbornSize is the most that a database file has in which nothing was made yet.
const unbornSize = 64 << 10

// removeUnborn takes a database file away in which there is no table: its process was killed in the moment of making it, and
// the engine would never open it again. A file with anything in it stays.
func removeUnborn(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > unbornSize {
		return nil //nolint:nilerr // no file, or one that is somebody's work; the engine tells what is wrong with it
	}
	tables, err := countTables(ctx, path)
	if err != nil || tables > 0 {
		return nil //nolint:nilerr // the same
	}
	for _, part := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// countTables looks into a database file, and takes in what its log holds.
func countTables(ctx context.Context, path string) (n int, err error) {
	db, err := openSQLite(path, "mode=rw")
	if err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `select count(*) from sqlite_master`).Scan(&n)
	return n, errors.Join(err, db.Close())
}
