package store

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// kept is how a value that is no event lies in its collection.
type kept[T any] struct {
	ID    string `bson:"_id"`
	Value T      `bson:"value"`
}

// AddAccount stores a new account; proposals.ErrExists when the login is taken.
func (s *Store) AddAccount(ctx context.Context, a proposals.Account) error {
	return insert(ctx, s.accounts, a.Login, a)
}

// Account finds an account by its login.
func (s *Store) Account(ctx context.Context, login string) (proposals.Account, bool, error) {
	return value[proposals.Account](ctx, s.accounts, login)
}

// ReplaceAccount stores an account, as it was read and then changed, in place of the one of its login; proposals.ErrMovedOn when that is
// another version by now, or gone.
func (s *Store) ReplaceAccount(ctx context.Context, a proposals.Account) error {
	read := bson.E{Key: "value.version", Value: a.Version}
	if a.Version == 0 { // not stored
		read.Value = nil
	}
	a.Version++
	result, err := s.accounts.ReplaceOne(ctx, bson.D{{Key: "_id", Value: a.Login}, read}, kept[proposals.Account]{ID: a.Login, Value: a})
	if err == nil && result.MatchedCount == 0 {
		return proposals.ErrMovedOn
	}
	return failure(err)
}

// RemoveAccount takes the account of a member back who did not come to join; another's of the login is left alone.
func (s *Store) RemoveAccount(ctx context.Context, login string, m proposals.MemberID) error {
	_, err := s.accounts.DeleteOne(ctx, bson.D{{Key: "_id", Value: login}, {Key: "value.member", Value: m}})
	return failure(err)
}

// AddSession stores a session under the hash of its token.
func (s *Store) AddSession(ctx context.Context, hash string, session proposals.Session) error {
	return insert(ctx, s.sessions, hash, session)
}

// Session finds a session by the hash of its token.
func (s *Store) Session(ctx context.Context, hash string) (proposals.Session, bool, error) {
	return value[proposals.Session](ctx, s.sessions, hash)
}

// RemoveSession ends a session.
func (s *Store) RemoveSession(ctx context.Context, hash string) error {
	return remove(ctx, s.sessions, hash)
}

// AddInvitation stores an invitation under the hash of its token.
func (s *Store) AddInvitation(ctx context.Context, hash string, i proposals.Invitation) error {
	return insert(ctx, s.invitations, hash, i)
}

// Invitation finds an invitation, one that was accepted too.
func (s *Store) Invitation(ctx context.Context, hash string) (proposals.Invitation, bool, error) {
	return value[proposals.Invitation](ctx, s.invitations, hash)
}

// Invitations gives all invitations by the hashes of their tokens, those that have run out too. It scans the collection, as
// Acceptances does, so both are for pages that are looked at now and then.
func (s *Store) Invitations(ctx context.Context) (map[string]proposals.Invitation, error) {
	return all[proposals.Invitation](ctx, s.invitations)
}

// RemoveInvitation takes an invitation back: its link opens nothing any more.
func (s *Store) RemoveInvitation(ctx context.Context, hash string) error {
	return remove(ctx, s.invitations, hash)
}

// Accept uses an invitation up; proposals.ErrExists when somebody has. The unique _id lets one through.
func (s *Store) Accept(ctx context.Context, hash string, a proposals.Acceptance) error {
	return insert(ctx, s.acceptances, hash, a)
}

// Acceptance finds what has used an invitation up.
func (s *Store) Acceptance(ctx context.Context, hash string) (proposals.Acceptance, bool, error) {
	v, ok, err := value[acceptance](ctx, s.acceptances, hash)
	return proposals.Acceptance(v), ok, err
}

// Acceptances gives all there are, by the hashes of the invitations.
func (s *Store) Acceptances(ctx context.Context) (map[string]proposals.Acceptance, error) {
	found, err := all[acceptance](ctx, s.acceptances)
	if err != nil {
		return nil, err
	}
	out := make(map[string]proposals.Acceptance, len(found))
	for hash, v := range found {
		out[hash] = proposals.Acceptance(v)
	}
	return out, nil
}

// Release takes the acceptance of a member back who did not come to join; another's is left alone.
func (s *Store) Release(ctx context.Context, hash string, m proposals.MemberID) error {
	_, err := s.acceptances.DeleteOne(ctx, bson.D{{Key: "_id", Value: hash}, {Key: "value.member", Value: m}})
	return failure(err)
}

// acceptance reads those of the first release too, which say «true» and for whom not.
type acceptance proposals.Acceptance

func (a *acceptance) UnmarshalBSONValue(kind byte, raw []byte) error {
	if bson.Type(kind) == bson.TypeBoolean {
		return nil
	}
	return bson.Unmarshal(raw, (*proposals.Acceptance)(a))
}

func insert[T any](ctx context.Context, in *mongo.Collection, id string, v T) error {
	_, err := in.InsertOne(ctx, kept[T]{ID: id, Value: v})
	if mongo.IsDuplicateKeyError(err) {
		return proposals.ErrExists
	}
	return failure(err)
}

func value[T any](ctx context.Context, in *mongo.Collection, id string) (v T, ok bool, err error) {
	doc, ok, err := findByID[kept[T]](ctx, in, id)
	return doc.Value, ok, err
}

// all gives the values of a collection by their ids.
func all[T any](ctx context.Context, in *mongo.Collection) (map[string]T, error) {
	found, err := in.Find(ctx, bson.D{})
	if err != nil {
		return nil, failure(err)
	}
	var docs []kept[T]
	if err := found.All(ctx, &docs); err != nil {
		return nil, failure(err)
	}
	out := make(map[string]T, len(docs))
	for _, doc := range docs {
		out[doc.ID] = doc.Value
	}
	return out, nil
}

func remove(ctx context.Context, from *mongo.Collection, id string) error {
	_, err := from.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}})
	return failure(err)
}
