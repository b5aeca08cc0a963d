package proposalstest

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"talqy/proposals"
)

// Files keeps files in memory. The zero value is empty and ready.
type Files struct {
	mu       sync.Mutex
	contents map[string][]byte
	marks    map[string]int
	uploads  map[[2]string]proposals.Upload
}

// Len counts the contents and the uploads that are kept.
func (f *Files) Len() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.contents) + len(f.uploads)
}

// SaveFile keeps the content of a file.
func (f *Files) SaveFile(_ context.Context, id string, content []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.contents == nil {
		f.contents, f.marks = map[string][]byte{}, map[string]int{}
	}
	f.contents[id] = slices.Clone(content)
	f.marks[id]++
	return nil
}

// File gives the content of a file.
func (f *Files) File(_ context.Context, id string) ([]byte, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	content, ok := f.contents[id]
	return slices.Clone(content), ok, nil
}

// Mark counts how often a content was stored.
func (f *Files) Mark(_ context.Context, id string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strconv.Itoa(f.marks[id]), nil
}

// ForgetFile deletes the content of a file that was not stored again.
func (f *Files) ForgetFile(_ context.Context, id, mark string) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if strconv.Itoa(f.marks[id]) != mark {
		return false, nil
	}
	delete(f.contents, id)
	return true, nil
}

// SaveUpload remembers who brought a file.
func (f *Files) SaveUpload(_ context.Context, u proposals.Upload) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.uploads == nil {
		f.uploads = map[[2]string]proposals.Upload{}
	}
	f.uploads[[2]string{u.ID, string(u.By)}] = u
	return nil
}

// Upload says whether a member brought a file.
func (f *Files) Upload(_ context.Context, id string, by proposals.MemberID) (proposals.Upload, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	u, ok := f.uploads[[2]string{id, string(by)}]
	return u, ok, nil
}

// Uploads lists who brought what.
func (f *Files) Uploads(context.Context) ([]proposals.Upload, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []proposals.Upload
	for _, u := range f.uploads {
		out = append(out, u)
	}
	return out, nil
}

// ForgetUpload forgets that a member brought a file.
func (f *Files) ForgetUpload(_ context.Context, u proposals.Upload) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if key := [2]string{u.ID, string(u.By)}; f.uploads[key].At.Equal(u.At) {
		delete(f.uploads, key)
	}
	return nil
}
