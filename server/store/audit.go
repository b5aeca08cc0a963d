package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"talqy/proposals"
)

// The record of who did what is only ever added to, a collection for each day (UTC): a day is read without the others, which
// on the embedded engine would be scanned too, and one that is too old is dropped whole.
const (
	auditPrefix = "audit_"
	auditDay    = "20060102"
)

func auditCollection(day time.Time) string { return auditPrefix + day.UTC().Format(auditDay) }

// AddAudit adds an entry to the record. One that is there already stays as it is.
func (s *Store) AddAudit(ctx context.Context, e proposals.AuditEntry) error {
	err := insert(ctx, s.db.Collection(auditCollection(e.At)), e.ID, e)
	if errors.Is(err, proposals.ErrExists) { // sent again after a lost answer
		return nil
	}
	return err
}

// Audit calls each with the entries that a filter chooses, in no order within a day.
func (s *Store) Audit(ctx context.Context, f proposals.AuditFilter, each func(proposals.AuditEntry) error) error {
	for day := f.From.UTC().Truncate(24 * time.Hour); day.Before(f.To); day = day.Add(24 * time.Hour) {
		err := scan(ctx, s.db.Collection(auditCollection(day)), smallBatch*2, func(raw bson.Raw) error {
			var doc kept[proposals.AuditEntry]
			if err := bson.Unmarshal(raw, &doc); err != nil {
				return err
			}
			if !f.Matches(doc.Value) {
				return nil
			}
			return each(doc.Value)
		})
		if err != nil {
			return failure(err)
		}
	}
	return nil
}

// ForgetAudit drops the days of the record that lie wholly before a moment.
func (s *Store) ForgetAudit(ctx context.Context, before time.Time) error {
	names, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return failure(err)
	}
	var errs []error
	for _, name := range names {
		day, ok := strings.CutPrefix(name, auditPrefix)
		if at, err := time.Parse(auditDay, day); ok && err == nil && !at.Add(24*time.Hour).After(before) {
			errs = append(errs, failure(s.db.Collection(name).Drop(ctx)))
		}
	}
	return errors.Join(errs...)
}
