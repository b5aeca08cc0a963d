package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // a small container knows no time zones

	"github.com/spf13/pflag"

	"talqy/proposals"
	"talqy/server/mail"
)

// letterOptions are the flags of letters; without an address of a mail server none are sent.
type letterOptions struct {
	address      string
	user         string
	passwordFile string
	from         string
	zone         string
}

func (o *letterOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.address, "smtp-address", "", "mail server for notifications, host:port; none are sent without it")
	flags.StringVar(&o.user, "smtp-user", "", "user at the mail server")
	flags.StringVar(&o.passwordFile, "smtp-password-file", "", "file with the password of that user")
	flags.StringVar(&o.from, "mail-from", "", "sender of notifications, «Talqy <talqy@example.kz>»")
	flags.StringVar(&o.zone, "time-zone", "Asia/Almaty", "time zone of the group, in which a daily digest has its hour")
}

// postman makes what sends letters; nil where none are sent.
func (o letterOptions) postman(workbench *proposals.Workbench, others mail.Others, publicURL string, log *slog.Logger) (*mail.Postman, error) {
	if o.address == "" {
		return nil, nil
	}
	zone, err := time.LoadLocation(o.zone)
	if err != nil {
		return nil, fmt.Errorf("--time-zone: %w", err)
	}
	if publicURL == "" || o.from == "" {
		return nil, errors.New("--smtp-address needs --public-url, for the links in letters, and --mail-from")
	}
	c := mail.Config{Others: others, Address: o.address, User: o.user, From: o.from, PublicURL: publicURL, Zone: zone, Now: time.Now, Log: log}
	if o.passwordFile != "" {
		password, err := os.ReadFile(o.passwordFile)
		if err != nil {
			return nil, fmt.Errorf("--smtp-password-file: %w", err)
		}
		c.Password = strings.TrimRight(string(password), "\r\n")
	}
	return mail.New(c, workbench)
}

// inBackground runs what goes on until it is stopped, and gives what stops it and waits for it.
func inBackground(run func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		run(ctx)
	}()
	return func() {
		cancel()
		<-done
	}
}

// invitationLetters gives what sends the letters of invitations; nil where none are sent.
func invitationLetters(p *mail.Postman) func(context.Context, proposals.Member, []proposals.InvitationLink) []bool {
	if p == nil {
		return nil
	}
	return p.Invite
}
