package store

import (
	"context"
	"errors"

	"talqy/proposals"
)

// LoadEmbedded and LoadBatches are the two ways Load has, for the test that compares them.
func (s *Store) LoadEmbedded(ctx context.Context) ([]proposals.Event, error) {
	return s.loadEmbedded(ctx)
}

// LoadBatches reads through the engine.
func (s *Store) LoadBatches(ctx context.Context, batch int32) ([]proposals.Event, error) {
	return s.loadBatches(ctx, batch)
}

// FileCache is what holds files ready.
type FileCache = fileCache

// Get gives a file, by read where it is not held.
func (c *fileCache) Get(ctx context.Context, id string, read func() ([]byte, bool, error)) ([]byte, bool, error) {
	return c.get(ctx, id, read)
}

// Held counts the bytes that are held.
func (c *fileCache) Held() (bytes, files int) { return c.by.Weight(), c.by.Len() }

// Forget drops a file.
func (c *fileCache) Forget(id string) { c.forget(id) }

// AcceptAsInTheFirstRelease uses an invitation up without saying for whom.
func (s *Store) AcceptAsInTheFirstRelease(ctx context.Context, hash string) error {
	return insert(ctx, s.acceptances, hash, true)
}

// HoldExpressions bounds the expressions that are held ready to so many bytes.
func (s *Store) HoldExpressions(most int) { s.library.most = most }

// HeldExpressions counts the bytes and the expressions that are held ready.
func (s *Store) HeldExpressions() (bytes, expressions int) {
	return s.library.loaded.Weight(), s.library.loaded.Len()
}

// ChangeFile carries statements out in a file of the embedded engine that is not open.
func ChangeFile(ctx context.Context, path string, statements ...string) (err error) {
	db, err := openSQLite(path, "mode=rw")
	if err != nil {
		return err
	}
	for _, one := range statements {
		if _, did := db.ExecContext(ctx, one); did != nil {
			err = errors.Join(err, did)
		}
	}
	return errors.Join(err, db.Close())
}
