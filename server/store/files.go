package store

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
)

// file is how the content of an attached file lies in the collection, under its SHA-256: as it is, because most files are packed
// already, or packed where that makes it smaller.
type file struct {
	ID      string `bson:"_id"`
	Content []byte `bson:"content"`
	Packed  bool   `bson:"packed,omitempty"`
	// Mark is another one each time the content is stored; only where several processes may store it.
	Mark string `bson:"mark,omitempty"`
}

// upload is who brought a file lately. It lies under the file and the member, so that each is one document.
type upload struct {
	ID   string    `bson:"_id"`
	File string    `bson:"file"`
	By   string    `bson:"by"`
	Name string    `bson:"name"`
	Type string    `bson:"type"`
	Size int       `bson:"size"`
	At   time.Time `bson:"at"`
}

// uploadBatch is how many uploads, which are short, the engine sends at once.
const uploadBatch = 500

func uploadID(id string, by proposals.MemberID) string { return id + "/" + string(by) }

// SaveFile stores the content of a file under its SHA-256; what is there already is the same.
func (s *Store) SaveFile(ctx context.Context, id string, content []byte) error {
	if len(content) > maxDocument {
		return proposals.Refuse("file_too_large", "limit", maxDocument>>20)
	}
	doc := file{ID: id, Content: content}
	if packs(content) {
		packed, err := compress(content)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		if len(packed) < len(content) {
			doc.Content, doc.Packed = packed, true
		}
	}
	if s.embedded == nil {
		doc.Mark = bson.NewObjectID().Hex()
	}
	for {
		_, err := s.files.InsertOne(ctx, doc)
		if !mongo.IsDuplicateKeyError(err) || doc.Mark == "" {
			return stored(err)
		}
		set := bson.D{{Key: "$set", Value: bson.D{{Key: "mark", Value: doc.Mark}}}}
		result, err := s.files.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}}, set)
		if err != nil || result.MatchedCount > 0 {
			return failure(err)
		} // else another process has just deleted it
	}
}

// stored is what became of storing something that may be there already.
func stored(err error) error {
	if mongo.IsDuplicateKeyError(err) {
		return nil
	}
	return failure(err)
}

// Mark tells one storing of a content from the next one. The embedded engine has one process, which does not store and forget at one
// moment, and would read a whole file for it: there the mark is empty.
func (s *Store) Mark(ctx context.Context, id string) (string, error) {
	if s.embedded != nil {
		return "", nil
	}
	var doc file
	err := s.files.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{{Key: "mark", Value: 1}})).Decode(&doc)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", nil
	}
	return doc.Mark, failure(err)
}

// packs says whether content is worth packing: words are, pictures and documents are packed already.
func packs(content []byte) bool {
	return strings.HasPrefix(http.DetectContentType(content), "text/")
}

// File gives the content of a file, which the caller must not change; ok is false when there is none.
func (s *Store) File(ctx context.Context, id string) (content []byte, ok bool, err error) {
	return s.cache.get(ctx, id, func() ([]byte, bool, error) {
		// Others may wait for it: who asked first and went away must not fail them.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
		defer cancel()
		return s.readFile(ctx, id)
	})
}

func (s *Store) readFile(ctx context.Context, id string) (content []byte, ok bool, err error) {
	doc, ok, err := findByID[file](ctx, s.files, id)
	if err != nil || !ok {
		return nil, false, err
	}
	if !doc.Packed {
		return doc.Content, true, nil
	}
	if content, err = decompress(doc.Content); err != nil {
		return nil, false, fmt.Errorf("store: the file %s: %w", id, err)
	}
	return content, true, nil
}

// ForgetFile deletes the content of a file that has not been stored again since it had the mark, and says whether it is gone.
func (s *Store) ForgetFile(ctx context.Context, id, mark string) (bool, error) {
	defer s.cache.forget(id)
	if s.embedded != nil {
		return true, remove(ctx, s.files, id)
	}
	marked := bson.E{Key: "mark", Value: mark}
	if mark == "" { // of a release that had none
		marked.Value = nil
	}
	result, err := s.files.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}, marked})
	if err != nil || result.DeletedCount > 0 {
		return err == nil, failure(err)
	}
	_, there, err := findByID[file](ctx, s.files, id)
	return !there && err == nil, failure(err)
}

// SaveUpload remembers who brought a file; the later time and name count.
func (s *Store) SaveUpload(ctx context.Context, u proposals.Upload) error {
	doc := upload{uploadID(u.ID, u.By), u.ID, string(u.By), u.Name, u.Type, u.Size, u.At}
	_, err := s.uploads.InsertOne(ctx, doc)
	if mongo.IsDuplicateKeyError(err) {
		_, err = s.uploads.ReplaceOne(ctx, bson.D{{Key: "_id", Value: doc.ID}}, doc)
	}
	return failure(err)
}

// Upload says whether and when a member brought a file.
func (s *Store) Upload(ctx context.Context, id string, by proposals.MemberID) (proposals.Upload, bool, error) {
	doc, ok, err := findByID[upload](ctx, s.uploads, uploadID(id, by))
	return doc.upload(), ok, err
}

func (u upload) upload() proposals.Upload {
	return proposals.Upload{Attachment: proposals.Attachment{ID: u.File, Name: u.Name, Type: u.Type, Size: u.Size},
		By: proposals.MemberID(u.By), At: u.At.UTC()}
}

// Uploads lists who brought what lately. It reads the whole collection.
func (s *Store) Uploads(ctx context.Context) ([]proposals.Upload, error) {
	var out []proposals.Upload
	err := scan(ctx, s.uploads, uploadBatch, func(raw bson.Raw) error {
		var doc upload
		if err := bson.Unmarshal(raw, &doc); err != nil {
			return err
		}
		out = append(out, doc.upload())
		return nil
	})
	return out, failure(err)
}

// ForgetUpload forgets that a member brought a file, unless he has brought it again since.
func (s *Store) ForgetUpload(ctx context.Context, u proposals.Upload) error {
	_, err := s.uploads.DeleteOne(ctx, bson.D{{Key: "_id", Value: uploadID(u.ID, u.By)}, {Key: "at", Value: u.At}})
	return failure(err)
}
