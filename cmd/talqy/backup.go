package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"talqy/server/backup"
	"talqy/server/store"
)

// place says which store a command works on.
type place struct{ data, mongodb string }

func (p *place) flags(flags *pflag.FlagSet) {
	flags.StringVar(&p.data, "data", "./data", "folder of the embedded engine")
	flags.StringVar(&p.mongodb, "mongodb-uri", "", "MongoDB instead of the embedded engine, mongodb://…")
	configFlag(flags)
}

// statusInterrupted is the exit status of a command that was stopped by Ctrl+C or SIGTERM, as shells have it.
const statusInterrupted = 130

// untilStopped ends with the context, or when the terminal or the system asks the process to stop.
func untilStopped(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
}

// stopped says of a command that failed because it was stopped, what that left.
func stopped(ctx context.Context, err error, left string) error {
	if err == nil || ctx.Err() == nil || errors.Is(err, store.ErrNotTakenBack) {
		return err
	}
	return &ending{statusInterrupted, errors.New("stopped before its end: " + left)}
}

// name is what messages call the store.
func (p place) name() string {
	if p.mongodb != "" {
		return "the database"
	}
	return "the folder " + p.data
}

// explain says in plain words why a store was refused.
func (p place) explain(err error) error {
	var newer *store.NewerError
	var full *store.NotEmptyError
	switch {
	case errors.Is(err, store.ErrNotTakenBack):
		return fmt.Errorf("what was restored could not be taken back out of %s; run the restore again with --again: %w", p.name(), err)
	case errors.Is(err, store.ErrInUse):
		return fmt.Errorf("the folder %s is in use by another talqy; stop it first or name another one with --data", p.data)
	case errors.Is(err, store.ErrHalfRestored):
		return fmt.Errorf("a restore into %s is under way or was broken off, and what is there is not whole; "+
			"when none is under way, run the restore again with --again", p.name())
	case errors.As(err, &newer):
		return fmt.Errorf("%s was written by a later release of talqy (form %d; this one knows forms up to %d); install that release or a later one",
			p.name(), newer.Found, newer.Known)
	case errors.As(err, &full):
		return fmt.Errorf("%s is not empty: there is something in %s; a restore wants an empty one", p.name(), full.Collection)
	}
	return err
}

func backupCommand() *cobra.Command {
	var p place
	var force bool
	var rounds backupRounds
	cmd := &cobra.Command{
		Use:   "backup FILE|FOLDER/",
		Short: "Copy everything the group has into one file, while the server runs",
		Long: "Write everything in the store into one file with checksums. The server may run meanwhile: the file\n" +
			"holds what was there when the backup began, whole, and perhaps some of what came later. Ctrl+C leaves no\n" +
			"file behind. While a server\n" +
			"runs on the folder --data it makes the copy, asked over a socket in that folder.\n\n" +
			"The file holds hashes of passwords and the group's drafts: keep it as you keep the server. Sessions are\n" +
			"not in it.\n\n" +
			"In a folder each backup is named by its time and checked as talqy verify does; --keep clears the oldest away,\n" +
			"--every goes on making them.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := configure(cmd); err != nil {
				return err
			}
			ctx, stop := untilStopped(cmd.Context())
			defer stop()
			folder := isFolder(args[0])
			if err := rounds.check(folder); err != nil {
				return err
			}
			if folder {
				return stopped(ctx, p.explain(rounds.run(ctx, args[0], p, cmd.OutOrStdout(), cmd.ErrOrStderr())), "no file was left half written")
			}
			done, err := backupTo(ctx, args[0], p, force, newProgress(cmd.ErrOrStderr(), "copied"))
			if err != nil {
				return stopped(ctx, p.explain(err), args[0]+" was not written")
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d records, %s\n", args[0], done.records, sizeOf(done.bytes))
			return err
		},
	}
	p.flags(cmd.Flags())
	cmd.Flags().BoolVar(&force, "force", false, "write over FILE where it is there already")
	cmd.Flags().IntVar(&rounds.keep, "keep", 0, "how many backups stay in the folder; the oldest beyond them are removed (default all)")
	cmd.Flags().DurationVar(&rounds.every, "every", 0, "make a backup again after so long, until stopped, 24h")
	return cmd
}

// backedUp is what a finished backup holds.
type backedUp struct{ records, bytes int64 }

// backupTo makes a backup. The file appears under its name when it is whole and on the disk, and not before.
func backupTo(ctx context.Context, path string, p place, force bool, shown *progress) (done backedUp, err error) {
	if _, err := os.Lstat(path); err == nil && !force {
		return done, fmt.Errorf("%s is there already; --force writes over it", path)
	}
	from, err := openSource(ctx, p)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, from.close()) }()
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part") // only its owner can read it
	if err != nil {
		return done, err
	}
	defer func() {
		_ = f.Close()
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	// What is written is read at once: a file that could not be restored must not get its name.
	checked, check := io.Pipe()
	read := make(chan error, 1)
	go func() {
		_, err := backup.Read(checked, shown.expect, func(string, []byte) error { shown.step(); return nil })
		_ = checked.CloseWithError(err) // whoever writes on hears of it
		read <- err
	}()
	counted := &counter{to: io.MultiWriter(f, check)}
	err = from.copy(ctx, counted)
	_ = check.CloseWithError(err)
	if readErr := <-read; err == nil {
		err = readErr
	}
	shown.end()
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Close()
	}
	if err == nil {
		err = giveName(f.Name(), path, force)
	}
	return backedUp{shown.done, counted.bytes}, err
}

type counter struct {
	to    io.Writer
	bytes int64
}

// Write passes on and counts.
func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.bytes += int64(n)
	return n, err
}

// giveName puts a finished file into its place. Without force one that came there meanwhile stays.
func giveName(from, path string, force bool) error {
	if force {
		if err := os.Rename(from, path); err != nil {
			return err
		}
	} else {
		switch err := os.Link(from, path); {
		case errors.Is(err, os.ErrExist):
			return errors.Join(fmt.Errorf("%s is there already; --force writes over it", path), os.Remove(from))
		case err == nil:
			if err := os.Remove(from); err != nil {
				return err
			}
		default: // a file system without links, as on many sticks
			if err := os.Rename(from, path); err != nil {
				return err
			}
		}
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	// The name must be on the disk too; systems that cannot do that for folders say so, and it is no fault.
	_ = dir.Sync()
	return dir.Close()
}

// original is where a backup comes from: a store, or a server that has it open.
type original struct {
	copy  func(ctx context.Context, to io.Writer) error
	close func() error
}

// openSource opens the store or finds the server that has it open. A folder that is not there is not made.
func openSource(ctx context.Context, p place) (original, error) {
	if p.mongodb == "" {
		if _, err := os.Stat(filepath.Join(p.data, "db")); err != nil {
			return original{}, fmt.Errorf("there are no data in the folder %s; name it with --data", p.data)
		}
	}
	kept, err := store.OpenToRead(ctx, p.mongodb, p.data)
	if errors.Is(err, store.ErrInUse) {
		return askServer(p.data)
	}
	if err != nil {
		return original{}, err
	}
	return original{
		copy:  func(ctx context.Context, to io.Writer) error { return writeBackup(ctx, kept, to, time.Now()) },
		close: func() error { return closeStore(kept) },
	}, nil
}

// writeBackup copies a store that others may be writing to.
func writeBackup(ctx context.Context, kept *store.Store, to io.Writer, now time.Time) error {
	version, err := kept.Schema(ctx)
	if err != nil {
		return err
	}
	size, err := kept.Size(ctx)
	if err != nil {
		return err
	}
	w, err := backup.NewWriter(to, backup.Head{Schema: version, MadeAt: now.UTC().Truncate(time.Second), Expected: size})
	if err != nil {
		return err
	}
	if err := kept.Dump(ctx, w.Add); err != nil {
		return err
	}
	return w.Close()
}
