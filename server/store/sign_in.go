package store

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// ReplaceSession stores what is known of a session by now; nothing when it has ended.
func (s *Store) ReplaceSession(ctx context.Context, hash string, session proposals.Session) error {
	_, err := s.sessions.ReplaceOne(ctx, bson.D{{Key: "_id", Value: hash}}, kept[proposals.Session]{ID: hash, Value: session})
	return err
}

// Sessions gives the sessions of a member by the hashes of their tokens; of the empty member, all there are. It scans the
// collection, so it is for pages that are looked at now and then.
func (s *Store) Sessions(ctx context.Context, m proposals.MemberID) (map[string]proposals.Session, error) {
	filter := bson.D{}
	if m != "" {
		filter = bson.D{{Key: "value.member", Value: m}}
	}
	found, err := s.sessions.Find(ctx, filter)
	if err != nil {
		return nil, err
	}
	var docs []kept[proposals.Session]
	if err := found.All(ctx, &docs); err != nil {
		return nil, err
	}
	out := make(map[string]proposals.Session, len(docs))
	for _, doc := range docs {
		out[doc.ID] = doc.Value
	}
	return out, nil
}

// AddReset stores a link for a new password under the hash of its token.
func (s *Store) AddReset(ctx context.Context, hash string, r proposals.Reset) error {
	return insert(ctx, s.resets, hash, r)
}

// Reset finds a link for a new password by the hash of its token.
func (s *Store) Reset(ctx context.Context, hash string) (proposals.Reset, bool, error) {
	return value[proposals.Reset](ctx, s.resets, hash)
}

// RemoveReset takes a link away that was used.
func (s *Store) RemoveReset(ctx context.Context, hash string) error {
	return remove(ctx, s.resets, hash)
}

// Spend uses something up that counts once, a code or a link; proposals.ErrExists when it was used up before. The unique _id
// lets one through. After until nobody can use it anyway, and Tidy may forget it.
func (s *Store) Spend(ctx context.Context, id string, until time.Time) error {
	return insert(ctx, s.spent, id, until)
}

// Tidy forgets what has run out: codes that were spent, links for a new password.
func (s *Store) Tidy(ctx context.Context, now time.Time) error {
	_, err := s.spent.DeleteMany(ctx, bson.D{{Key: "value", Value: bson.D{{Key: "$lt", Value: now}}}})
	_, resets := s.resets.DeleteMany(ctx, bson.D{{Key: "value.expires", Value: bson.D{{Key: "$lt", Value: now}}}})
	return errors.Join(err, resets)
}

// Key gives a secret of the server by its name. The first who asks makes it: fresh is stored where there is none.
func (s *Store) Key(ctx context.Context, name string, fresh []byte) ([]byte, error) {
	known, ok, err := value[[]byte](ctx, s.keys, name)
	if ok || err != nil {
		return known, err
	}
	err = insert(ctx, s.keys, name, fresh)
	if errors.Is(err, proposals.ErrExists) { // another process was first
		known, ok, err = value[[]byte](ctx, s.keys, name)
		if err == nil && !ok {
			err = mongo.ErrNoDocuments
		}
		return known, err
	}
	return fresh, err
}

// AddProvider says whose login an account at a provider of sign-in opens; proposals.ErrExists when it opens one already.
func (s *Store) AddProvider(ctx context.Context, id, login string) error {
	return insert(ctx, s.providers, id, login)
}

// Provider finds the login that an account at a provider opens.
func (s *Store) Provider(ctx context.Context, id string) (string, bool, error) {
	return value[string](ctx, s.providers, id)
}

// RemoveProvider takes the right to open anything from an account at a provider.
func (s *Store) RemoveProvider(ctx context.Context, id string) error {
	return remove(ctx, s.providers, id)
}
