package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"talqy/frontend"
	"talqy/proposals"
	"talqy/server/api"
	"talqy/server/audit"
	"talqy/server/auth"
	"talqy/server/live"
	"talqy/server/metrics"
	"talqy/server/store"
	"talqy/server/web"
)

// serveOptions are the flags of `talqy serve`.
type serveOptions struct {
	listen        string
	publicURL     string
	proxies       int
	metricsListen string
	data          string
	mongodb       string
	demo          bool
	neighbours    neighbourOptions
	letters       letterOptions
	door          doorOptions
	auditDays     int
	log           logOptions
	drain         time.Duration
	// cost is how hard passwords are to guess. No flag sets it: every server has the zero value, and tests a cheaper one.
	cost auth.Cost
	// wrapLog, where set, stands between the work and the store: what measures and breaks the server is put there.
	wrapLog func(proposals.Log) proposals.Log
}

func serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the workbench",
		Long: "Run the workbench. Without --mongodb-uri its data are kept by the embedded engine in the folder --data.\n\n" +
			"Each setting is a flag, a variable (--public-url is TALQY_PUBLIC_URL) or a line of the file --config\n" +
			"(public-url = https://…); the flag wins over the variable, the variable over the file.\n\n" +
			"On SIGTERM /readyz answers 503, browsers are told to come back, and requests under way are answered.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := configure(cmd); err != nil {
				return err
			}
			for _, name := range strangeVariables(cmd.Root()) {
				fmt.Fprintf(os.Stderr, "talqy: there is no setting for the variable %s\n", name)
			}
			return serveUntilSignal(cmd.Context(), o)
		},
	}
	o.flags(cmd.Flags())
	cmd.SetUsageFunc(groupedUsage)
	return cmd
}

func (o *serveOptions) flags(flags *pflag.FlagSet) {
	grouped(flags, "Addresses", func(flags *pflag.FlagSet) {
		flags.StringVar(&o.listen, "listen", "127.0.0.1:8080", "address to listen on")
		flags.StringVar(&o.publicURL, "public-url", "", "address that browsers use, where a proxy stands before the server")
		flags.IntVar(&o.proxies, "proxies", 1, "how many proxies of yours stand before the server one behind the other, where there is a --public-url: whose word on the sender's address counts")
		flags.StringVar(&o.metricsListen, "metrics-listen", "", "address for /metrics and profiles, 127.0.0.1:9464; not served without it, and never for the world")
	})
	grouped(flags, "Data", func(flags *pflag.FlagSet) {
		flags.StringVar(&o.data, "data", "./data", "folder of the embedded engine")
		flags.StringVar(&o.mongodb, "mongodb-uri", "", "MongoDB to use instead of the embedded engine, mongodb://…/NAME for a group of its own database")
		flags.BoolVar(&o.demo, "demo", false, "load the demonstration group into an empty store")
	})
	grouped(flags, "Several processes", o.neighbours.flags)
	grouped(flags, "Letters", o.letters.flags)
	grouped(flags, "Signing in", func(flags *pflag.FlagSet) {
		o.door.flags(flags)
		flags.IntVar(&o.auditDays, "audit-days", defaultAuditDays, "for how many days it is kept who signed in, saw, changed, printed and exported what")
	})
	grouped(flags, "Running", func(flags *pflag.FlagSet) {
		configFlag(flags)
		o.log.flags(flags)
		flags.DurationVar(&o.drain, "drain", 0, "how long /readyz answers 503 before the server stops, for a balancer to notice")
	})
}

// shutdownTimeout is how long requests under way may take when the server stops; a command may take fifteen.
const shutdownTimeout = 20 * time.Second

// serveUntilSignal serves until somebody asks the process to stop.
func serveUntilSignal(ctx context.Context, o serveOptions) error {
	ctx, stop := untilStopped(ctx)
	defer stop()
	context.AfterFunc(ctx, stop) // who asks a second time does not want to wait
	return serve(ctx, o)
}

func serve(ctx context.Context, o serveOptions) (err error) {
	log, err := o.log.logger(os.Stderr)
	if err != nil {
		return err
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
	served := make(chan error, 2)
	if o.metricsListen != "" {
		aside, err := serveAside(o.metricsListen, h.figures, served)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		defer func() { err = errors.Join(err, aside.Close()) }()
	}
	go func() { served <- h.app.Listener(listener) }()
	fmt.Print(h.hello)
	h.background = append(h.background, inBackground(func(ctx context.Context) {
		debug.FreeOSMemory() // reading the log took more than the state it makes, and so does what follows
		h.workbench.Warm(ctx)
		debug.FreeOSMemory()
	}))
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		log.Info("the server stops", "open sockets", h.hub.Connections())
		h.stopping.Store(true)
		time.Sleep(o.drain)
		return nil
	}
}

// house is the whole server, joined and ready to listen.
type house struct {
	kept *store.Store
	// workbench is the group's work, read from the log.
	workbench *proposals.Workbench
	app       *fiber.App
	hub       *live.Hub
	hello     string
	// figures counts and times the work, for Prometheus.
	figures *metrics.Figures
	// stopping says that the server takes no new work.
	stopping *atomic.Bool
	// backups makes copies while the folder is locked; nil where the database is somebody else's.
	backups *backupServer
	// background has what ends each thing that goes on by itself, the sending of letters among them, and waits for it.
	background []func()
	// leave ends the hearing of other processes; nil where there are none.
	leave func()
	// record keeps who did what; it ends after the last request.
	record *audit.Recorder
}

// defaultAuditDays is for how long the record of who did what is kept.
const defaultAuditDays = 180

// assemble joins all parts: this is the one place where they meet.
func assemble(ctx context.Context, o serveOptions, log *slog.Logger) (_ *house, err error) {
	h := &house{figures: metrics.New(), stopping: new(atomic.Bool)}
	if h.kept, err = store.Open(ctx, o.mongodb, o.data); errors.Is(err, store.ErrInUse) {
		return nil, fmt.Errorf("the folder %s is in use by another talqy; stop it first or name another one with --data", o.data)
	} else if err != nil {
		return nil, place{o.data, o.mongodb}.explain(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, closeStore(h.kept))
		}
	}()
	h.kept.Watch(h.figures.StoreCall)
	events := proposals.Log(countedLog{h.kept, h.figures})
	if o.wrapLog != nil {
		events = o.wrapLog(events)
	}
	others, err := newNeighbours(ctx, o, h.kept, log)
	if err != nil {
		return nil, err
	}
	domain := proposals.Config{Log: events, Library: h.kept, Files: h.kept, Now: time.Now, NewID: newID}
	if others != nil {
		domain.Shared, domain.Stored = true, others.stored
	}
	workbench, err := proposals.Open(ctx, domain)
	if err != nil {
		return nil, err
	}
	h.workbench = workbench
	if err := workbench.RebaseAll(ctx); err != nil {
		return nil, err
	}
	if n, err := workbench.CompleteDecisions(ctx); err != nil {
		return nil, err
	} else if n > 0 {
		log.Info("decisions of round tables were completed", "decisions", n)
	}
	config, err := o.door.config(o.publicURL)
	if err != nil {
		return nil, err
	}
	config.Accounts, config.Members, config.Now, config.Log, config.Cost = h.kept, workbench, time.Now, log, o.cost
	config.Ended = func(session string) {
		h.hub.SignedOut(session)
		if others != nil {
			others.ended(session)
		}
	}
	door, err := auth.New(config)
	if err != nil {
		return nil, err
	}
	postman, err := o.letters.postman(workbench, others.letterTurns(workbench), o.publicURL, log)
	if err != nil {
		return nil, err
	}
	if h.hello, err = welcome(ctx, o, workbench, door); err != nil {
		return nil, err
	}
	h.record = audit.New(h.kept, time.Now, time.Duration(cmp.Or(o.auditDays, defaultAuditDays))*24*time.Hour, log)
	defer func() {
		if err != nil {
			h.record.Close()
		}
	}()
	h.hub = live.New(workbench, api.EncodeEvents(workbench), log)
	h.figures.Sockets(h.hub.Connections)
	if others != nil {
		leave, err := others.join(o.neighbours, workbench, h.hub)
		if err != nil {
			return nil, err
		}
		h.leave = leave
	}
	for _, closing := range live.Closings() {
		h.figures.Closings(closing.Code, func() uint64 { return h.hub.Closed(closing.Code) })
	}
	if h.app, err = api.New(api.Config{Workbench: workbench, Door: door, Live: h.hub.Serve, ShutOutLive: h.hub.ShutOut, Read: readUpload,
		WritePDF: writePDF, WriteDOCX: writeDOCX, Export: export, Ready: h.ready, Now: time.Now, NewID: newID, Log: log, Measure: h.figures.Request, PublicURL: o.publicURL, Proxies: o.proxies,
		Mail: postman != nil, Zone: o.letters.zone, SendReset: resets(workbench, postman), MailInvitations: invitationLetters(postman), SessionLife: door.Life, Audit: h.record}); err != nil {
		return nil, err
	}
	dist, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return nil, err
	}
	if err := web.Mount(h.app, dist, openToRobots(workbench)); err != nil {
		return h, err
	}
	if o.mongodb == "" {
		if h.backups, err = serveBackups(h.kept, o.data, log); err != nil {
			return nil, err
		}
	}
	h.background = append(h.background, inBackground(func(ctx context.Context) { forgetFilesDaily(ctx, workbench, others, log) }))
	h.background = append(h.background, inBackground(func(ctx context.Context) { tidy(ctx, door, log) }), door.Close)
	if postman != nil {
		h.background = append(h.background, inBackground(postman.Run))
	}
	return h, nil
}

// ready says whether the server can take work.
func (h *house) ready(ctx context.Context) error {
	if h.stopping.Load() {
		return api.ErrStopping
	}
	return h.kept.Ping(ctx)
}

// close tells browsers to come back later, lets requests under way finish, and lets go of the store.
func (h *house) close() error {
	h.stopping.Store(true)
	h.hub.Shutdown()
	for _, stop := range h.background {
		stop()
	}
	err := h.app.ShutdownWithTimeout(shutdownTimeout)
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil // a browser holds a connection on which it never asked anything; the process ends all the same
	}
	if h.leave != nil {
		h.leave() // after the last request: what it stored is still told
	}
	h.record.Close()
	if h.backups != nil {
		err = errors.Join(err, h.backups.close())
	}
	return errors.Join(err, closeStore(h.kept))
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
