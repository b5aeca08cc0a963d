package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"talqy/server/backup"
	"talqy/server/store"
)

func restoreCommand() *cobra.Command {
	var p place
	var again bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring a backup back, into an empty store of either engine",
		Long: "Read a backup to its end first; one that is damaged is refused with the place where it is. Then fill the\n" +
			"store, which must be empty: --data names a folder that is not there yet, --mongodb-uri a database without\n" +
			"data. The store opens when all of it is there and not before. Ctrl+C takes back what was brought until then;\n" +
			"where a restore was broken off otherwise, --again throws away what it brought and begins anew. Everybody signs\n" +
			"in again afterwards.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := configure(cmd); err != nil {
				return err
			}
			ctx, stop := untilStopped(cmd.Context())
			defer stop()
			head, records, err := restoreFrom(ctx, args[0], p, again, cmd.ErrOrStderr())
			if err != nil {
				return stopped(ctx, p.explain(explainBackup(args[0], err)), "nothing was restored, and "+p.name()+" is as empty as it was")
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d records of the backup of %s are in %s\n", records,
				head.MadeAt.Format("2 January 2006, 15:04 MST"), p.name())
			return err
		},
	}
	p.flags(cmd.Flags())
	cmd.Flags().BoolVar(&again, "again", false, "throw away what a restore that was broken off has brought, and begin anew")
	return cmd
}

// explainBackup says in plain words what is wrong with a backup.
func explainBackup(path string, err error) error {
	var damage *backup.Damage
	var newer *backup.NewerError
	switch {
	case errors.As(err, &damage):
		return fmt.Errorf("%s is damaged at byte %d, in record %d or soon after it: %s; nothing was restored", path, damage.Offset, damage.Record, damage.What)
	case errors.As(err, &newer):
		return fmt.Errorf("%s was written by a later release of talqy (format %d; this one reads formats up to %d)", path, newer.Found, newer.Known)
	case errors.Is(err, backup.ErrNotBackup):
		return fmt.Errorf("%s is no backup of talqy", path)
	}
	return err
}

// restoreFrom checks a backup and fills a store with it.
func restoreFrom(ctx context.Context, path string, p place, again bool, terminal io.Writer) (head backup.Head, records int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return head, 0, err
	}
	defer f.Close() //nolint:errcheck // only read from
	checking := newProgress(terminal, "checked")
	known := func(h backup.Head) error {
		if h.Schema > store.SchemaVersion {
			return &store.NewerError{Found: h.Schema, Known: store.SchemaVersion}
		}
		return checking.expect(h)
	}
	head, err = backup.Read(f, known, func(string, []byte) error {
		checking.step()
		return ctx.Err()
	})
	checking.end()
	if err != nil {
		return head, 0, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return head, 0, err
	}
	filling := newProgress(terminal, "restored")
	err = store.Restore(ctx, p.mongodb, p.data, again, func(put func(collection string, doc []byte) error) error {
		_, err := backup.Read(f, filling.expect, func(collection string, doc []byte) error {
			filling.step()
			if err := ctx.Err(); err != nil {
				return err
			}
			return put(collection, doc)
		})
		return err
	})
	filling.end()
	return head, filling.done, err
}
