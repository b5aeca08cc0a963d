package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals"
	"talqy/server/backup"
	"talqy/server/store"
)

func verifyCommand() *cobra.Command {
	var p place
	var held []string
	cmd := &cobra.Command{
		Use:   "verify [FILE]",
		Short: "Check that nothing in the log was altered, dropped or exchanged",
		Long: "Check the store, or the backup FILE: the chain of hashes through all events, that no number is missing, that\n" +
			"the events make a state, and that the texts and files they name are there with the right content. While a server\n" +
			"runs on the folder --data, what it copies for this is checked.\n\n" +
			"The last events of a log can be cut off without a trace in it. Therefore the seals of the last events are\n" +
			"printed: keep one on paper, and --holds SEAL says later whether that event is still there.\n\n" +
			"The exit status is 1 when something is wrong, 2 when it could not be looked at.",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.MaximumNArgs(1)(cmd, args); err != nil {
				return &ending{statusFailed, err}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := configure(cmd); err != nil {
				return &ending{statusFailed, err}
			}
			ctx, stop := untilStopped(cmd.Context())
			defer stop()
			whole, err := verify(ctx, args, p, held, cmd.OutOrStdout(), newProgress(cmd.ErrOrStderr(), "read"))
			if err != nil {
				return &ending{statusFailed, p.explain(err)}
			}
			if !whole {
				return &ending{status: statusWarned}
			}
			return nil
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &ending{statusFailed, err} })
	p.flags(cmd.Flags())
	cmd.Flags().StringArrayVar(&held, "holds", nil, "a seal that was kept; can be given several times")
	return cmd
}

// verify checks a backup or a store and prints what is wrong; whole says that nothing is.
func verify(ctx context.Context, args []string, p place, held []string, out io.Writer, shown *progress) (whole bool, err error) {
	var seals []proposals.Seal
	for _, text := range held {
		seal, err := proposals.ParseSeal(text)
		if err != nil {
			return false, fmt.Errorf("--holds %s: this is no seal", text)
		}
		seals = append(seals, seal)
	}
	v := newVerification()
	take := func(collection string, doc []byte) error {
		shown.step()
		v.take(collection, doc)
		return ctx.Err()
	}
	if len(args) == 1 {
		err = verifyFile(args[0], shown, take)
		var damage *backup.Damage
		if errors.As(err, &damage) {
			shown.end()
			_, err = fmt.Fprintf(out, "%s: damaged at byte %d, in record %d or soon after it: %s\n", args[0], damage.Offset, damage.Record, damage.What)
			return false, err
		}
		err = explainBackup(args[0], err)
	} else {
		err = verifyStore(ctx, p, shown, take)
	}
	shown.end()
	if err != nil {
		return false, err
	}
	return v.report(ctx, out, seals)
}

func verifyFile(path string, shown *progress, take func(string, []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read from
	_, err = backup.Read(f, shown.expect, take)
	return err
}

func verifyStore(ctx context.Context, p place, shown *progress, take func(string, []byte) error) (err error) {
	from, err := openSource(ctx, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.close()) }()
	r, w := io.Pipe()
	copied := make(chan error, 1)
	go func() {
		err := from.copy(ctx, w)
		_ = w.CloseWithError(err)
		copied <- err
	}()
	_, err = backup.Read(r, shown.expect, take)
	_ = r.CloseWithError(err)
	if copyErr := <-copied; copyErr != nil {
		return copyErr
	}
	return err
}

// verification gathers what is to be checked; its parts may come in any order.
type verification struct {
	events      []proposals.Event
	expressions map[string]storedText
	files       map[string]bool // whether the content is what the id says
	wrong       []string
}

// storedText is the text of an act as it was found: its content hash, or why it cannot be read.
type storedText struct {
	sum string
	err error
}

func newVerification() *verification {
	return &verification{expressions: map[string]storedText{}, files: map[string]bool{}}
}

func (v *verification) found(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
}

func (v *verification) take(collection string, doc []byte) {
	switch collection {
	case "events":
		ev, err := store.EventOf(doc)
		if err != nil {
			v.found("an event cannot be read: %v", err)
		}
		if ev.Stream != "" {
			v.events = append(v.events, ev)
		}
	case "expressions":
		id, tree, source, err := store.ExpressionOf(doc)
		v.expressions[id] = storedText{proposals.SumOf(tree, source), err}
	case "files":
		id, whole, err := store.FileOf(doc)
		if err != nil {
			v.found("a file cannot be read: %v", err)
		}
		v.files[id] = whole
	}
}

// report checks everything that was taken, prints what is wrong and what there is, and says whether nothing is wrong.
func (v *verification) report(ctx context.Context, out io.Writer, held []proposals.Seal) (bool, error) {
	slices.SortFunc(v.events, func(a, b proposals.Event) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Seq, b.Seq))
	})
	check := proposals.NewChainCheck()
	for _, ev := range v.events {
		check.Take(ev)
	}
	chain := check.End()
	for _, b := range chain.Breaches {
		v.found("%s", breachWords(b))
	}
	for _, seal := range held {
		if !check.Holds(seal) {
			v.found("%s, event %d: the log does not hold it as it was sealed", seal.Stream, seal.Seq)
		}
	}
	named, sums := v.checkNamed()
	if _, err := proposals.Open(ctx, proposals.Config{Log: loaded(v.events), Now: time.Now, NewID: newID}); err != nil {
		v.found("the events make no state: %v", err)
	}
	for _, line := range v.wrong {
		if _, err := fmt.Fprintln(out, line); err != nil {
			return false, err
		}
	}
	_, err := fmt.Fprintf(out, "%d events in %d streams, %d texts of acts (%d with a content hash), %d files\n", chain.Events, chain.Streams, named, sums, len(v.files))
	if chain.Unlinked > 0 && err == nil {
		_, err = fmt.Fprintf(out, "%d events of a former release have no hash; nothing with one was written after %d of them\n", chain.Unlinked, chain.Uncovered)
	}
	if err == nil {
		err = printSeals(out, chain.Ends)
	}
	if err == nil && len(v.wrong) == 0 {
		_, err = fmt.Fprintln(out, "nothing is wrong")
	}
	return len(v.wrong) == 0, err
}

// sealsShown bounds the seals that are printed: a log of a former release has one for each stream.
const sealsShown = 8

func printSeals(out io.Writer, ends []proposals.Seal) error {
	for i, seal := range ends {
		if i == sealsShown {
			_, err := fmt.Fprintf(out, "and %d more\n", len(ends)-i)
			return err
		}
		if _, err := fmt.Fprintf(out, "seal %s\n", seal); err != nil {
			return err
		}
	}
	return nil
}

// checkNamed looks for every text and file that an event names, and gives how many texts there are and how many of them have a
// content hash.
func (v *verification) checkNamed() (named, sums int) {
	for _, ev := range v.events {
		where := fmt.Sprintf("%s, event %d", ev.Stream, ev.Seq)
		e, ok, err := ev.Expression()
		if err != nil {
			v.found("%s: it cannot be read: %v", where, err)
		}
		if ok {
			named++
			if e.Sum != "" {
				sums++
			}
			switch text, there := v.expressions[e.ID]; {
			case !there:
				v.found("%s: the text %s is missing", where, e.ID)
			case text.err != nil:
				v.found("%s: the text %s cannot be read: %v", where, e.ID, text.err)
			case e.Sum != "" && e.Sum != text.sum:
				v.found("%s: the text %s is not what was added", where, e.ID)
			}
		}
		for _, id := range ev.Files() {
			switch whole, there := v.files[id]; {
			case !there:
				v.found("%s: the file %s is missing", where, id)
			case !whole:
				v.found("%s: the content of the file %s is not what was added", where, id)
			}
		}
	}
	return named, sums
}

// breachWords says what is wrong with the chain at a place.
func breachWords(b proposals.Breach) string {
	where := fmt.Sprintf("%s, event %d", b.Stream, b.Seq)
	if b.From != b.Seq {
		where = fmt.Sprintf("%s, events %d–%d", b.Stream, b.From, b.Seq)
	}
	by := ""
	if b.Witness.Stream != "" {
		by = fmt.Sprintf(" (%s, event %d, was written after it)", b.Witness.Stream, b.Witness.Seq)
	}
	switch b.Kind {
	case proposals.BreachAltered:
		return where + ": altered; its bytes do not give its hash"
	case proposals.BreachReplaced:
		return where + ": another one stood there" + by
	case proposals.BreachMissing:
		return where + ": missing" + by
	case proposals.BreachUnlinked:
		return where + ": its hash is missing, and events before it have one"
	case proposals.BreachDoubled:
		return where + ": it is there twice"
	}
	return where + ": " + string(b.Kind)
}

// loaded is a log that was read already.
type loaded []proposals.Event

// Append is never called: nothing is decided here.
func (loaded) Append(context.Context, proposals.Event) error { return errors.ErrUnsupported }

// Find finds nothing, for the same reason.
func (loaded) Find(context.Context, proposals.Stream, int) (proposals.Event, bool, error) {
	return proposals.Event{}, false, errors.ErrUnsupported
}

// Load gives the events.
func (l loaded) Load(_ context.Context, each func(proposals.Event) error) error {
	for _, ev := range l {
		if err := each(ev); err != nil {
			return err
		}
	}
	return nil
}
