package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// A folder of backups, one file a time, is what a nightly job fills: it names, checks and clears away by itself.

// backupName is how a backup in a folder is called; as text they are in the order of time.
const backupName = "talqy-2006-01-02T150405Z.talqy"

var backupNameForm = regexp.MustCompile(`^talqy-\d{4}-\d\d-\d\dT\d{6}Z\.talqy$`)

// backupRounds are the flags of a folder of backups.
type backupRounds struct {
	keep  int
	every time.Duration
}

func (r backupRounds) asked() bool { return r.keep != 0 || r.every != 0 }

// check says why the flags cannot be meant.
func (r backupRounds) check(folder bool) error {
	switch {
	case r.asked() && !folder:
		return errors.New("--keep and --every are for a folder of backups; name one that is there, or end its name with /")
	case r.keep < 0:
		return errors.New("--keep is a number of files")
	case r.every != 0 && r.every < time.Minute:
		return errors.New("--every is a minute or longer")
	}
	return nil
}

// isFolder says whether a path names a folder: one that is there, or is written as one.
func isFolder(path string) bool {
	if path == "" || os.IsPathSeparator(path[len(path)-1]) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// run makes a backup in a folder, and with every again and again until ctx ends. What goes wrong once is told and tried again
// at the next time; without every it is the error.
func (r backupRounds) run(ctx context.Context, folder string, p place, out, errout io.Writer) error {
	for {
		began := time.Now()
		err := r.once(ctx, folder, p, began, out)
		if r.every == 0 || ctx.Err() != nil {
			return err
		}
		if err != nil {
			fmt.Fprintf(errout, "talqy: %s: %v\n", began.UTC().Format(time.RFC3339), p.explain(err)) //nolint:errcheck // there is nobody else to tell
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(r.every - time.Since(began)%r.every):
		}
	}
}

// once makes one backup, checks the chain in it, and clears the oldest away. Where something is wrong in it nothing is cleared:
// an older one may be the last that is whole.
func (r backupRounds) once(ctx context.Context, folder string, p place, now time.Time, out io.Writer) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	path := filepath.Join(folder, now.UTC().Format(backupName))
	done, err := backupTo(ctx, path, p, false, newProgress(io.Discard, "copied"))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s: %d records, %s\n", path, done.records, sizeOf(done.bytes)); err != nil {
		return err
	}
	whole, err := verify(ctx, []string{path}, p, nil, out, newProgress(io.Discard, "read"))
	if err != nil {
		return err
	}
	if !whole {
		return fmt.Errorf("%s: something is wrong in it, as told above; older backups were kept", path)
	}
	return r.clear(folder, filepath.Base(path), out)
}

// clear removes the oldest backups beyond those that are to be kept; other files in the folder are left alone, and so is the one just
// made, which a clock that was set back makes the oldest by name.
func (r backupRounds) clear(folder, made string, out io.Writer) error {
	if r.keep == 0 {
		return nil
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var names []string
	for _, f := range files {
		if f.Type().IsRegular() && f.Name() != made && backupNameForm.MatchString(f.Name()) {
			names = append(names, f.Name())
		}
	}
	slices.Sort(names)
	for _, name := range names[:max(0, len(names)+1-r.keep)] {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "removed %s\n", name); err != nil {
			return err
		}
	}
	return nil
}

// sizeOf says how large a file is, as people say it: a small group's is no «0.0 MB».
func sizeOf(bytes int64) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}
