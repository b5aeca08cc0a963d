package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals"
	"talqy/proposals/source"
	"talqy/server/fetch"
	"talqy/server/store"
)

// importOptions are the flags of `talqy import`.
type importOptions struct {
	data, mongodb string
	as            string
	title         string
	truncated     bool
}

func importCommand() *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE|https://… --as LOGIN",
		Short: "Add an act to the library from a file or an address",
		Long: "Add an act to the library from a file or an address, and report what was found in it. The embedded\n" +
			"engine can be open once: stop the server first, or import in the browser.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := configure(cmd); err != nil {
				return err
			}
			return importAct(cmd.Context(), o, args[0], cmd.OutOrStdout())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.data, "data", "./data", "folder of the embedded engine")
	flags.StringVar(&o.mongodb, "mongodb-uri", "", "MongoDB to use instead of the embedded engine, mongodb://…")
	configFlag(flags)
	flags.StringVar(&o.as, "as", "", "login of the member who adds the act")
	flags.StringVar(&o.title, "title", "", "title of the act, where the file does not give it")
	flags.BoolVar(&o.truncated, "accept-truncated", false, "take a file that breaks off")
	return cmd
}

func importAct(ctx context.Context, o importOptions, from string, out io.Writer) (err error) {
	content, name, err := bring(ctx, from)
	if err != nil {
		return err
	}
	var options []source.Option
	if o.truncated {
		options = append(options, source.AcceptTruncated)
	}
	document, err := readDocument(content, name, options...)
	if err != nil {
		return err
	}
	if o.title != "" {
		document.Expression.Title = o.title
	}
	kept, err := store.Open(ctx, o.mongodb, o.data)
	if errors.Is(err, store.ErrInUse) {
		return fmt.Errorf("the folder %s is in use by a running talqy; import in the browser, or stop it first", o.data)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore(kept)) }()
	workbench, err := proposals.Open(ctx, proposals.Config{Log: kept, Library: kept, Now: time.Now, NewID: newID})
	if err != nil {
		return err
	}
	by, err := memberByLogin(workbench, o.as)
	if err != nil {
		return err
	}
	id, err := workbench.AddAct(ctx, by, document.Expression, document.Profile, content)
	if err != nil {
		return err
	}
	writeOutline(out, document)
	_, err = fmt.Fprintf(out, "\nadded as %s\n", id)
	return err
}

// bring reads the file, or fetches it.
func bring(ctx context.Context, from string) (content []byte, name string, err error) {
	if strings.Contains(from, "://") {
		return fetch.New(source.MaxBytes).Get(ctx, from)
	}
	content, err = readFile(from)
	return content, from, err
}

func memberByLogin(workbench *proposals.Workbench, login string) (proposals.Member, error) {
	for _, m := range workbench.Members() {
		if m.Login == login {
			return *m, nil
		}
	}
	return proposals.Member{}, fmt.Errorf("nobody has the login %q; --as names who adds the act", login)
}
