// Package mail sends members what they asked to be told by letter: mentions at once, everything else gathered. A mail server
// that is away, slow or unwilling keeps nobody waiting: letters are sent beside the work and tried again later.
package mail

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"talqy/proposals"
)

// Workbench is the domain as the postman sees it.
type Workbench interface {
	Listen(each func(proposals.Event))
	Notified(ev proposals.Event) []proposals.MemberID
	Letters(now time.Time, zone *time.Location) []proposals.Letter
	Mailed(ctx context.Context, l proposals.Letter) error
	Member(id proposals.MemberID) (*proposals.Member, error)
	Act(id proposals.ActID) (*proposals.Act, error)
}

// Others is how several processes share the sending.
type Others interface {
	// Turn says until when it is this process's turn to send; a time that is over where it is another's.
	Turn(ctx context.Context, now time.Time) (until time.Time, err error)
	// StillDue says whether a letter has not been sent by another process since.
	StillDue(ctx context.Context, l proposals.Letter) (bool, error)
}

// Config is how letters are sent.
type Config struct {
	// Others shares the sending with other processes; nil where this is the only one.
	Others Others
	// Address is host:port of the mail server. On port 465 the line is encrypted from the start, elsewhere by STARTTLS.
	Address string
	// User and Password sign in; where there is a user, nothing is said over a line that is not encrypted.
	User, Password string
	// From is the sender, «Talqy <talqy@example.kz>».
	From string
	// PublicURL is the address of the page: letters are made of links to it.
	PublicURL string
	// Zone is the group's time zone.
	Zone *time.Location
	Now  func() time.Time
	Log  *slog.Logger
	// TLS replaces the usual trust in certificates; nil for the usual one.
	TLS *tls.Config
	// Timeout bounds each step of a conversation with the mail server; 0 is 20 seconds.
	Timeout time.Duration
}

// Postman sends letters.
type Postman struct {
	Config
	workbench Workbench
	client    *mail.Client
	words     map[string]words
	poke      chan struct{}
	// server is how the mail server fares, members how the address of each does.
	server  patience
	members map[proposals.MemberID]*patience
	// owed is a letter that was sent and could not be recorded: nothing is sent before it is.
	owed *proposals.Letter
}

// defaultTimeout bounds each step of a conversation with the mail server.
const defaultTimeout = 20 * time.Second

// New makes a postman; the error says what of the configuration cannot be.
func New(c Config, workbench Workbench) (*Postman, error) {
	host, port, err := net.SplitHostPort(c.Address)
	if err != nil {
		return nil, fmt.Errorf("mail: the address of the mail server must be host:port: %w", err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("mail: the port of the mail server: %w", err)
	}
	if _, err := netmail.ParseAddress(c.From); err != nil {
		return nil, fmt.Errorf("mail: the sender: %w", err)
	}
	if u, err := url.Parse(c.PublicURL); err != nil || u.Host == "" {
		return nil, errors.New("mail: letters need the public address of the page")
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	p := &Postman{Config: c, workbench: workbench, poke: make(chan struct{}, 1), members: map[proposals.MemberID]*patience{}}
	if p.words, err = loadWords(); err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(c.Timeout), mail.WithTLSPolicy(mail.TLSOpportunistic)}
	if c.TLS != nil {
		trust := c.TLS.Clone()
		trust.ServerName = host
		options = append(options, mail.WithTLSConfig(trust))
	}
	if c.User != "" {
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(c.User), mail.WithPassword(c.Password))
	}
	if number == 465 {
		options = append(options, mail.WithSSL())
	}
	p.client, err = mail.NewClient(host, options...)
	return p, err
}

// round is how often what is due is looked for; a notification brings the look forward to a moment later, in which others
// may come.
const (
	round  = time.Minute
	moment = 2 * time.Second
)

// Run sends what is due until ctx ends.
func (p *Postman) Run(ctx context.Context) {
	p.workbench.Listen(func(ev proposals.Event) {
		if len(p.workbench.Notified(ev)) > 0 {
			select {
			case p.poke <- struct{}{}:
			default:
			}
		}
	})
	timer, due := time.NewTimer(moment), time.Now().Add(moment)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.poke:
			// Only ever brought forward: put off by each notification, under a steady flow of them the look would never come.
			if soon := time.Now().Add(moment); soon.Before(due) {
				due = soon
				timer.Reset(moment)
			}
			continue
		case <-timer.C:
			due = time.Now().Add(round)
			timer.Reset(round)
		}
		p.Round(ctx)
	}
}

// Round sends the letters that are due now, over one connection. What fails is due again later.
func (p *Postman) Round(ctx context.Context) {
	now := p.Now()
	if !p.server.allows(now) {
		return
	}
	if p.owed != nil {
		if err := p.workbench.Mailed(ctx, *p.owed); err != nil {
			p.Log.Error("a letter that was sent cannot be recorded", "wait", p.server.fail(now), "error", err)
			return
		}
		p.owed = nil
	}
	due := p.workbench.Letters(now, p.Zone)
	for i := 0; i < len(due); {
		if m := p.members[due[i].To.ID]; m != nil && !m.allows(now) {
			due = append(due[:i], due[i+1:]...)
			continue
		}
		i++
	}
	if len(due) == 0 {
		return
	}
	until, err := p.turn(ctx, now)
	if err != nil {
		p.Log.Error("it cannot be said whose turn it is to send letters", "wait", p.server.fail(now), "error", err)
		return
	}
	if !until.After(now) {
		return
	}
	if err := p.send(ctx, due, until); err != nil && ctx.Err() == nil {
		p.Log.Warn("the mail server does not take letters", "wait", p.server.fail(now), "error", err)
		return
	}
	p.server = patience{}
}

// turn says until when this process may send: the sending of a letter must be over by then.
func (p *Postman) turn(ctx context.Context, now time.Time) (time.Time, error) {
	if p.Others == nil {
		return now.Add(round), nil
	}
	until, err := p.Others.Turn(ctx, now)
	return until.Add(-2 * p.Timeout), err
}

// mayBeSent says whether a letter is this process's to send, still.
func (p *Postman) mayBeSent(ctx context.Context, l proposals.Letter, until time.Time) (bool, error) {
	if p.Others == nil {
		return true, nil
	}
	if !p.Now().Before(until) {
		return false, nil
	}
	return p.Others.StillDue(ctx, l)
}

// send hands letters over. An error is of the server; a letter that is refused for itself only waits.
func (p *Postman) send(ctx context.Context, due []proposals.Letter, until time.Time) (err error) {
	line, err := p.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	hung := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer func() {
		hung()
		_ = p.client.CloseWithSMTPClient(line)
	}()
	for _, l := range due {
		if mine, err := p.mayBeSent(ctx, l, until); err != nil {
			return err
		} else if !mine {
			continue
		}
		m, err := p.message(l)
		if err != nil { // of this letter alone: the mail server was not even asked
			p.Log.Error("a letter cannot be written", "member", l.To.ID, "wait", p.failed(l.To.ID), "error", err)
			continue
		}
		err = p.client.SendWithSMTPClient(line, m)
		switch {
		case m.IsDelivered(): // an error came after the letter was taken
			delete(p.members, l.To.ID)
			if err := p.record(ctx, l); err != nil {
				return fmt.Errorf("a letter that was sent cannot be recorded: %w", err)
			}
			if err != nil {
				return err
			}
		case refused(err):
			p.Log.Warn("a letter was refused", "member", l.To.ID, "wait", p.failed(l.To.ID), "error", err)
		default:
			return err
		}
	}
	return nil
}

// failed counts a failure of a member's own letter and gives the wait.
func (p *Postman) failed(id proposals.MemberID) time.Duration {
	if p.members[id] == nil {
		p.members[id] = &patience{}
	}
	return p.members[id].fail(p.Now())
}

// recordTimeout bounds the recording of a letter, which goes on when the server stops: a letter that is not recorded is sent
// twice.
const recordTimeout = 5 * time.Second

func (p *Postman) record(ctx context.Context, l proposals.Letter) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTimeout)
	defer cancel()
	err := p.workbench.Mailed(ctx, l)
	if err != nil {
		p.owed = &l
	}
	return err
}

// refused says whether a server that works did not take this letter, because of whom it is to or what it is.
func refused(err error) bool {
	var failed *mail.SendError
	if !errors.As(err, &failed) || failed.ErrorCode() == 421 {
		return false
	}
	return errors.Is(err, &mail.SendError{Reason: mail.ErrSMTPRcptTo}) && failed.ErrorCode() >= 400 || failed.ErrorCode() >= 500
}

// message writes a letter as mail. Its Message-ID follows from what it tells: sent again after a lost answer, it is the same
// letter to those who look.
func (p *Postman) message(l proposals.Letter) (*mail.Msg, error) {
	text := p.compose(l)
	m := mail.NewMsg()
	if err := m.From(p.From); err != nil {
		return nil, err
	}
	to, err := netmail.ParseAddress(l.Preferences.Email)
	if err != nil {
		return nil, err
	}
	to.Name = l.To.Name // never by AddToFormat, which does not escape the quotation marks of a name
	m.AddToMailAddress(to)
	h := sha256.New()
	fmt.Fprint(h, l.To.ID, l.Digest)
	for _, n := range l.Notices {
		fmt.Fprint(h, " ", n.Stream, n.Seq)
	}
	host := "talqy.invalid"
	if u, err := url.Parse(p.PublicURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	m.SetMessageIDWithValue(hex.EncodeToString(h.Sum(nil)[:16]) + "@" + host)
	m.SetDateWithValue(p.Now())
	m.Subject(text.Subject)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if err := m.SetListUnsubscribeOneClick(text.oneClick); err != nil { // on a page without https nobody may be asked by itself
		m.SetListUnsubscribe(text.StopURL)
	}
	html, err := text.html()
	if err != nil {
		return nil, err
	}
	m.SetBodyString(mail.TypeTextPlain, text.plain())
	m.AddAlternativeString(mail.TypeTextHTML, html)
	return m, nil
}

// patience is how long to leave alone what has failed: twice as long after each failure.
type patience struct {
	failures int
	until    time.Time
}

// Waits after failures.
const (
	firstWait = time.Minute
	lastWait  = 2 * time.Hour
)

func (p *patience) allows(now time.Time) bool { return !now.Before(p.until) }

// fail counts a failure and gives the wait.
func (p *patience) fail(now time.Time) time.Duration {
	wait := min(firstWait<<min(p.failures, 10), lastWait)
	p.failures++
	p.until = now.Add(wait)
	return wait
}
