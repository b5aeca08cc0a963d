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
	"talqy/proposals/source"
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

// Times of stopping: requests under way get some seconds.
const shutdownTimeout = 10 * time.Second

func serve(ctx context.Context, o serveOptions) (err error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if o.logFormat == "json" {
		log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	kept, err := store.Open(ctx, o.mongodb, o.data)
	if errors.Is(err, store.ErrInUse) {
		return fmt.Errorf("the folder %s is in use by another talqy; stop it first or name another one with --data", o.data)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore(kept)) }()

	workbench, err := proposals.Open(ctx, proposals.Config{Log: kept, Library: kept, Now: time.Now, NewID: newID})
	if err != nil {
		return err
	}
	door, err := auth.New(kept, workbench, time.Now)
	if err != nil {
		return err
	}
	hello, err := welcome(ctx, o, workbench, door)
	if err != nil {
		return err
	}
	hub := live.New(workbench, api.EncodeEvents(workbench), log)
	app, err := api.New(api.Config{Workbench: workbench, Door: door, Live: hub.Serve, Read: source.Read,
		Print: pdf.ComparisonTable, Healthy: kept.Ping, Now: time.Now, Log: log, PublicURL: o.publicURL})
	if err != nil {
		return err
	}
	dist, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return err
	}
	if err := web.Mount(app, dist); err != nil {
		return err
	}
	return run(ctx, o, app, hub, hello)
}

func closeStore(kept *store.Store) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return kept.Close(ctx)
}

// run serves until ctx is cancelled, then lets requests under way finish.
func run(ctx context.Context, o serveOptions, app *fiber.App, hub *live.Hub, hello string) error {
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", o.listen, err)
	}
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	fmt.Print(hello)
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	hub.Shutdown()
	return app.ShutdownWithTimeout(shutdownTimeout)
}

// welcome prepares a store that is empty and gives what to tell who started the server.
func welcome(ctx context.Context, o serveOptions, workbench *proposals.Workbench, door *auth.Door) (string, error) {
	address := o.publicURL
	if address == "" {
		address = "http://" + o.listen
	}
	empty, err := door.Empty(ctx)
	if err != nil {
		return "", err
	}
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
