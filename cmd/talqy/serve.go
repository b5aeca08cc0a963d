package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"talqy/frontend"
	"talqy/proposals"
	"talqy/server/api"
	"talqy/server/auth"
	"talqy/server/live"
	"talqy/server/pdf"
	"talqy/server/store"
	"talqy/server/web"
)

// serveOptions are the flags of `talqy serve`; each can be set by an environment variable too.
type serveOptions struct {
	listen    string
	data      string
	mongodb   string
	publicURL string
	logFormat string
	demo      bool
}

func serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the workbench",
		Long: "Run the workbench on --listen. Without --mongodb-uri its data are kept by the embedded engine in\n" +
			"the folder --data. Each flag can be set by an environment variable: --public-url by\n" +
			"TALQY_PUBLIC_URL, and so on; the flag wins.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd.Flags()); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return serve(ctx, o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.listen, "listen", "127.0.0.1:8080", "address to listen on")
	flags.StringVar(&o.data, "data", "./data", "folder of the embedded engine")
	flags.StringVar(&o.mongodb, "mongodb-uri", "", "MongoDB to use instead of the embedded engine, mongodb://…")
	flags.StringVar(&o.publicURL, "public-url", "", "address that browsers use, where a proxy stands before the server")
	flags.StringVar(&o.logFormat, "log", "text", "form of the log: text or json")
	flags.BoolVar(&o.demo, "demo", false, "load the demonstration group into an empty store")
	return cmd
}

// fromEnvironment sets each flag that the command line leaves out from TALQY_ and its name.
func fromEnvironment(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "TALQY_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if value, ok := os.LookupEnv(name); ok && !f.Changed && f.Name != "help" {
			if err := flags.Set(f.Name, value); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
			}
		}
	})
	return errors.Join(errs...)
}

// shutdownTimeout is how long requests under way may take when the server stops.
const shutdownTimeout = 10 * time.Second

func serve(ctx context.Context, o serveOptions) (err error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if o.logFormat == "json" {
		log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	h, err := assemble(ctx, o, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", o.listen, err)
	}
	served := make(chan error, 1)
	go func() { served <- h.app.Listener(listener) }()
	fmt.Print(h.hello)
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return nil
	}
}

// house is the whole server, joined and ready to listen.
type house struct {
	kept  *store.Store
	app   *fiber.App
	hub   *live.Hub
	hello string
}

// assemble joins all parts: this is the one place where they meet.
func assemble(ctx context.Context, o serveOptions, log *slog.Logger) (_ *house, err error) {
	h := &house{}
	if h.kept, err = store.Open(ctx, o.mongodb, o.data); errors.Is(err, store.ErrInUse) {
		return nil, fmt.Errorf("the folder %s is in use by another talqy; stop it first or name another one with --data", o.data)
	} else if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, closeStore(h.kept))
		}
	}()
	workbench, err := proposals.Open(ctx, proposals.Config{Log: h.kept, Library: h.kept, Now: time.Now, NewID: newID})
	if err != nil {
		return nil, err
	}
	if err := workbench.RebaseAll(ctx); err != nil {
		return nil, err
	}
	door, err := auth.New(h.kept, workbench, time.Now)
	if err != nil {
		return nil, err
	}
	if h.hello, err = welcome(ctx, o, workbench, door); err != nil {
		return nil, err
	}
	h.hub = live.New(workbench, api.EncodeEvents(workbench), log)
	if h.app, err = api.New(api.Config{Workbench: workbench, Door: door, Live: h.hub.Serve, EndLive: h.hub.SignedOut, Read: readUpload,
		Print: pdf.ComparisonTable, Export: export, Healthy: h.kept.Ping, Now: time.Now, Log: log, PublicURL: o.publicURL}); err != nil {
		return nil, err
	}
	dist, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return nil, err
	}
	return h, web.Mount(h.app, dist)
}

// close lets requests under way finish, tells browsers to come back later, and lets go of the store.
func (h *house) close() error {
	h.hub.Shutdown()
	return errors.Join(h.app.ShutdownWithTimeout(shutdownTimeout), closeStore(h.kept))
}

func closeStore(kept *store.Store) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return kept.Close(ctx)
}

// welcome prepares a store that is empty and gives what to tell who started the server.
func welcome(ctx context.Context, o serveOptions, workbench *proposals.Workbench, door *auth.Door) (string, error) {
	address := o.publicURL
	if address == "" {
		address = "http://" + o.listen
	}
	empty := door.Empty()
	hello := "Talqy: " + address + "\n"
	switch {
	case empty && o.demo:
		if err := loadDemo(ctx, workbench, door); err != nil {
			return "", fmt.Errorf("the demonstration group: %w", err)
		}
	case empty:
		token, _, err := door.Invite(ctx, nil, proposals.Invitation{Role: proposals.Organiser})
		if err != nil {
			return "", err
		}
		return hello + "Nobody has an account yet. Create the first organiser, once, within seven days, at\n" +
			address + "/join/" + token + "\n", nil
	}
	if o.demo {
		hello += "Demonstration group: sign in as aigerim (organiser), daniyar or marina (members), saule (lawyer);\n" +
			"the password of each is " + demoPassword + "\n"
	}
	return hello, nil
}

// newID gives 80 random bits as sixteen letters and digits.
func newID() string { return strings.ToLower(rand.Text()[:16]) }
