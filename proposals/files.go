package proposals

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"talqy/proposals/attachment"
	"talqy/proposals/personal"
)

// Refusals of files.
const (
	CodeFileType       = "file_type"            // none of the types that are taken, or broken
	CodeFileOverLimit  = "attachment_too_large" // args: limit, in MiB
	CodeNoFile         = "no_such_file"         // the file that is named was not brought by who names it
	CodeFileHasNothing = "attachment_empty"
)

// MaxUploads bounds the files that one member has brought within a day and that nothing names yet.
const MaxUploads = 100

// CodeTooManyFiles says that a member has brought MaxUploads files that nothing names. Args: limit.
const CodeTooManyFiles = "too_many_files"

// uploadLife is how long something may come to name a file that was brought. It is forgotten sweepMargin later: by then what was
// about to name it in the last moment has done so.
const (
	uploadLife  = 24 * time.Hour
	sweepMargin = time.Hour
)

// Upload is a file that a member has brought. It is known by its content; how it is called is the member's own.
type Upload struct {
	Attachment
	By MemberID
	At time.Time
}

// Files keeps the content of files, each once under the SHA-256 of its bytes, and who brought them lately.
type Files interface {
	// SaveFile stores content durably; storing it again changes nothing but its mark.
	SaveFile(ctx context.Context, id string, content []byte) error
	// File gives a stored content; ok is false when there is none.
	File(ctx context.Context, id string) (content []byte, ok bool, err error)
	// Mark tells one storing of a content from the next one.
	Mark(ctx context.Context, id string) (string, error)
	// ForgetFile deletes a content that has not been stored again since it had the mark, and says whether it is gone.
	ForgetFile(ctx context.Context, id, mark string) (bool, error)
	// SaveUpload remembers who brought a file; brought again by the same member, the later time and name count.
	SaveUpload(ctx context.Context, u Upload) error
	Upload(ctx context.Context, id string, by MemberID) (u Upload, ok bool, err error)
	// Uploads lists all of them. It is asked once a day, and may take its time.
	Uploads(ctx context.Context) ([]Upload, error)
	// ForgetUpload forgets that a member brought a file, unless he has brought it again since.
	ForgetUpload(ctx context.Context, u Upload) error
}

// Bring stores a file that a member wants to put to something and gives what an event names it by. What the file is is told
// by its bytes; its name and what can be read in it are looked through for personal data before anything is stored. A
// file that no event names within a day is forgotten.
func (w *Workbench) Bring(ctx context.Context, by Member, name string, content []byte) (Attachment, error) {
	if !Can(by, ActBringFile, nil, nil) {
		return Attachment{}, Refuse(CodeForbidden)
	}
	a, err := checkAttachment(name, content)
	if err != nil {
		return Attachment{}, err
	}
	if err := w.mayBring(by.ID, a.ID); err != nil {
		return Attachment{}, err
	}
	w.sweeping.RLock() // what is just being brought must not be forgotten as something old
	defer w.sweeping.RUnlock()
	// First who brought it: a content that nobody is known to have brought would never be forgotten.
	if err := w.files.SaveUpload(ctx, Upload{Attachment: a, By: by.ID, At: w.now().UTC().Truncate(time.Millisecond)}); err != nil {
		return Attachment{}, err
	}
	return a, w.files.SaveFile(ctx, a.ID, content)
}

// mayBring counts what a member brings. The count is kept in memory, because the store cannot be asked for it cheaply: it bounds
// what fills the disk, and a start lets everybody begin anew.
func (w *Workbench) mayBring(by MemberID, id string) error {
	w.broughtMu.Lock()
	defer w.broughtMu.Unlock()
	if w.brought == nil {
		w.brought = map[MemberID]map[string]time.Time{}
	}
	mine := w.brought[by]
	if mine == nil {
		mine = map[string]time.Time{}
		w.brought[by] = mine
	}
	now := w.now()
	maps.DeleteFunc(mine, func(_ string, at time.Time) bool { return now.Sub(at) >= uploadLife })
	if _, again := mine[id]; !again && len(mine) >= MaxUploads {
		named := namedByEvents(w, mine)
		maps.DeleteFunc(mine, func(id string, _ time.Time) bool { return named[id] })
		if len(mine) >= MaxUploads {
			return Refuse(CodeTooManyFiles, "limit", MaxUploads)
		}
	}
	mine[id] = now
	return nil
}

// checkAttachment says what a file is and whether it may be kept: CodeFileHasNothing, CodeFileOverLimit, CodeFileType,
// CodePersonalData.
func checkAttachment(name string, content []byte) (Attachment, error) {
	switch {
	case len(content) == 0:
		return Attachment{}, Refuse(CodeFileHasNothing)
	case len(content) > attachment.MaxBytes:
		return Attachment{}, Refuse(CodeFileOverLimit, "limit", attachment.MaxBytes>>20)
	}
	kind, err := attachment.Recognise(content, name)
	if err != nil {
		return Attachment{}, Refuse(CodeFileType).Because(err)
	}
	words, err := attachment.Words(content, kind)
	if err != nil && kind != attachment.PDF { // a scan or a locked paper has no words that anybody can read
		return Attachment{}, Refuse(CodeFileType).Because(err)
	}
	sum := sha256.Sum256(content)
	a := Attachment{ID: hex.EncodeToString(sum[:]), Name: attachment.Name(name, kind), Type: string(kind), Size: len(content)}
	for _, part := range []struct{ where, text string }{{"name", name}, {"name", a.Name}, {"text", words}} {
		if found, ok := personal.Find(part.text); ok {
			return Attachment{}, Refuse(CodePersonalData, "what", string(found.Kind), "where", part.where)
		}
	}
	return a, nil
}

// attachment gives the file that a member wants something to name: one that he has brought within the last day.
func (w *Workbench) attachment(ctx context.Context, by Member, id string) (Attachment, error) {
	if !isSum(id) || w.files == nil {
		return Attachment{}, Refuse(CodeNoFile)
	}
	u, ok, err := w.files.Upload(ctx, id, by.ID)
	if err != nil {
		return Attachment{}, err
	}
	if !ok || w.now().Sub(u.At) >= uploadLife {
		return Attachment{}, Refuse(CodeNoFile)
	}
	return u.Attachment, nil
}

// isSum says whether id is a SHA-256 as ids of files are written.
func isSum(id string) bool {
	return len(id) == 2*sha256.Size && strings.Trim(id, "0123456789abcdef") == ""
}

// File gives a file that something names which the member may see, or that he has just brought himself.
func (w *Workbench) File(ctx context.Context, by Member, id string) (Attachment, []byte, error) {
	a, ok := w.named(by, id)
	if !ok {
		var err error
		if a, err = w.attachment(ctx, by, id); err != nil {
			if CodeOf(err) == CodeNoFile {
				err = Refuse(CodeNotFound)
			}
			return Attachment{}, nil, err
		}
	}
	content, ok, err := w.files.File(ctx, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	if !ok {
		return Attachment{}, nil, Refuse(CodeNotFound)
	}
	return a, content, nil
}

// named finds a file among those that the evidence and the materials name which a member may see.
func (w *Workbench) named(by Member, id string) (Attachment, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	for _, p := range w.group.Proposals {
		for _, e := range p.Evidence {
			if e.File != nil && e.File.ID == id && Can(by, ActSee, p, nil) {
				return *e.File, true
			}
		}
	}
	for _, r := range w.group.RoundTables {
		for _, m := range r.Materials {
			if m.ID == id && Can(by, ActSee, nil, nil) {
				return m.Attachment, true
			}
		}
	}
	return Attachment{}, false
}

// ForgetFiles forgets what was brought more than a day ago and that no event names, and gives how many contents that were.
// What was taken away again is still named by the event that put it there: the log is a history.
//
// At another process the same content may be brought again meanwhile. Whoever brings says so before he stores, and storing changes
// the mark: either he is seen among those who brought it, asked for after its mark was, or the mark is another one by now.
func (w *Workbench) ForgetFiles(ctx context.Context) (int, error) {
	w.sweeping.Lock()
	defer w.sweeping.Unlock()
	old, fresh, err := w.uploads(ctx)
	if err != nil {
		return 0, err
	}
	named := namedByEvents(w, old)
	marks := map[string]string{}
	for id := range old {
		if named[id] || fresh[id] {
			continue
		}
		if marks[id], err = w.files.Mark(ctx, id); err != nil {
			return 0, err
		}
	}
	if len(marks) > 0 {
		if _, fresh, err = w.uploads(ctx); err != nil {
			return 0, err
		}
	}
	var errs []error
	forgotten := 0
	for id, brought := range old {
		if mark, ok := marks[id]; ok && !fresh[id] {
			// The content first: who brought it must stay known for as long as it is there.
			gone, err := w.files.ForgetFile(ctx, id, mark)
			if err != nil || !gone {
				errs = append(errs, err)
				continue
			}
			forgotten++
		}
		for _, u := range brought {
			errs = append(errs, w.files.ForgetUpload(ctx, u))
		}
	}
	return forgotten, errors.Join(errs...)
}

// uploads gives by file who brought it so long ago that nothing can come to name it for that, and which files somebody has brought since.
func (w *Workbench) uploads(ctx context.Context) (old map[string][]Upload, fresh map[string]bool, err error) {
	all, err := w.files.Uploads(ctx)
	old, fresh = map[string][]Upload{}, map[string]bool{}
	for _, u := range all {
		if w.now().Sub(u.At) < uploadLife+sweepMargin {
			fresh[u.ID] = true
		} else {
			old[u.ID] = append(old[u.ID], u)
		}
	}
	return old, fresh, err
}

// namedByEvents says which files an event names, of those asked for. Nobody waits while the log is searched: what is in it stays.
func namedByEvents[T any](w *Workbench, asked map[string]T) map[string]bool {
	named := map[string]bool{}
	if len(asked) == 0 {
		return named
	}
	w.mu.RLock()
	streams := slices.Collect(maps.Values(w.group.Events))
	w.mu.RUnlock()
	for _, events := range streams {
		for _, ev := range events {
			if ev.Kind == ProposalEdited {
				continue // most of the log, and it names no file
			}
			for _, id := range ev.Files() {
				if _, ok := asked[id]; ok {
					named[id] = true
				}
			}
		}
	}
	return named
}
