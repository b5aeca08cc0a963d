package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"talqy/proposals"
	"talqy/server/auth"
	"talqy/server/mail"
)

// doorOptions are the flags of signing in.
type doorOptions struct {
	life, idle time.Duration
	issuer     string
	client     string
	secretFile string
	title      string
}

func (o *doorOptions) flags(flags *pflag.FlagSet) {
	flags.DurationVar(&o.life, "session-life", 30*24*time.Hour, "how long somebody stays signed in")
	flags.DurationVar(&o.idle, "session-idle", 7*24*time.Hour, "how long somebody stays signed in who does not come")
	flags.StringVar(&o.issuer, "oidc-issuer", "", "provider of sign-in (OpenID Connect), https://…; passwords work beside it")
	flags.StringVar(&o.client, "oidc-client-id", "", "what this server is called there")
	flags.StringVar(&o.secretFile, "oidc-client-secret-file", "", "file with its secret there")
	flags.StringVar(&o.title, "oidc-title", "OpenID Connect", "name of the provider on the button")
}

// config gives what a door stands on, but for what it shares with the rest of the house.
func (o doorOptions) config(publicURL string) (auth.Config, error) {
	c := auth.Config{Life: o.life, Idle: o.idle}
	if o.issuer == "" {
		return c, nil
	}
	if publicURL == "" || o.client == "" {
		return c, errors.New("--oidc-issuer needs --public-url, to which the provider sends browsers back, and --oidc-client-id")
	}
	if u, err := url.Parse(o.issuer); err != nil || u.Host == "" {
		return c, fmt.Errorf("--oidc-issuer must be https://…, not %q", o.issuer)
	}
	c.Provider = auth.ProviderConfig{Issuer: o.issuer, ClientID: o.client, Title: o.title, Redirect: strings.TrimRight(publicURL, "/") + "/api/provider/back"}
	if o.secretFile != "" {
		secret, err := os.ReadFile(o.secretFile)
		if err != nil {
			return c, fmt.Errorf("--oidc-client-secret-file: %w", err)
		}
		c.Provider.ClientSecret = strings.TrimRight(string(secret), "\r\n")
	}
	return c, nil
}

// tidyEvery is how often sessions that have run out are ended.
const tidyEvery = time.Hour

// tidy ends what has run out, until ctx ends.
func tidy(ctx context.Context, door *auth.Door, log *slog.Logger) {
	every := time.NewTicker(tidyEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if err := door.Tidy(ctx); err != nil && ctx.Err() == nil {
				log.Warn("sessions that have run out cannot be ended", "error", err)
			}
		}
	}
}

// resets sends links for new passwords to the addresses that members have chosen for letters; nil where none are sent.
func resets(workbench *proposals.Workbench, postman *mail.Postman) func(ctx context.Context, m proposals.Member, token string) error {
	if postman == nil {
		return nil
	}
	return func(ctx context.Context, m proposals.Member, token string) error {
		chosen := workbench.Preferences(m)
		if chosen.Email == "" {
			return nil
		}
		return postman.SendReset(ctx, m, chosen.Email, chosen.Lang, token)
	}
}
