package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"talqy/proposals"
)

// Error codes of signing in at a provider.
const (
	CodeProviderAway    = "provider_away"
	CodeProviderRefused = "provider_refused"
	CodeProviderUnknown = "provider_unknown"
	CodeProviderTaken   = "provider_taken"
)

// ProviderConfig names a provider of sign-in (OpenID Connect); without an issuer there is none.
type ProviderConfig struct {
	// Issuer is the provider's address, as its discovery document says it.
	Issuer string
	// ClientID and ClientSecret are what the provider knows this server by.
	ClientID, ClientSecret string
	// Title is what the button says, «Мекенжай Орталық».
	Title string
	// Redirect is the address of ours to which the provider sends browsers back.
	Redirect string
}

// provider is what was discovered of it, once it answered.
type provider struct {
	mu     sync.Mutex
	config *oauth2.Config
	verify *oidc.IDTokenVerifier
	failed time.Time // when it was last asked how it describes itself and did not say
}

// Bounds of the way to the provider and back.
const (
	providerTimeout = 10 * time.Second
	onTheWay        = 10 * time.Minute
	pendingLife     = 5 * time.Minute
	// maxTo bounds a path to go on to, maxAccount the name of an account at the provider.
	maxTo      = 2048
	maxAccount = 200
)

// journey is what a browser carries to the provider and back, under a seal: what the answer must fit.
type journey struct {
	State, Nonce, Verifier string
	To                     string
	// Link is the login to which the account at the provider is to be linked; empty to sign in.
	Link    string
	Session string
}

// discovered gives the provider as it describes itself. It is asked when somebody wants to go there: a provider that is away
// when the server starts keeps nobody from signing in with a password.
func (d *Door) discovered(ctx context.Context) (*oauth2.Config, *oidc.IDTokenVerifier, error) {
	if d.Provider.Issuer == "" {
		return nil, nil, proposals.Refuse(proposals.CodeNotFound)
	}
	d.provider.mu.Lock()
	defer d.provider.mu.Unlock()
	if d.provider.config == nil {
		// Those who waited in line while it did not answer do not wait for it one after the other.
		if d.now().Sub(d.provider.failed) < providerTimeout {
			return nil, nil, proposals.Refuse(CodeProviderAway)
		}
		// The keys of the provider are fetched with this client for as long as the server lives, so ctx must not be in it.
		long := oidc.ClientContext(context.WithoutCancel(ctx), &http.Client{Timeout: providerTimeout})
		found, err := oidc.NewProvider(long, d.Provider.Issuer)
		if err != nil {
			d.provider.failed = d.now()
			return nil, nil, proposals.Refuse(CodeProviderAway).Because(err)
		}
		d.provider.config = &oauth2.Config{ClientID: d.Provider.ClientID, ClientSecret: d.Provider.ClientSecret, Endpoint: found.Endpoint(),
			RedirectURL: d.Provider.Redirect, Scopes: []string{oidc.ScopeOpenID, "profile"}}
		d.provider.verify = found.VerifierContext(long, &oidc.Config{ClientID: d.Provider.ClientID, Now: d.now})
	}
	return d.provider.config, d.provider.verify, nil
}

// ProviderTitle is what the provider is called; empty where there is none.
func (d *Door) ProviderTitle() string {
	if d.Provider.Issuer == "" {
		return ""
	}
	return d.Provider.Title
}

// ToProvider gives the address at the provider to send a browser to who wants to sign in, and what the browser must bring
// back. to is the path of ours to go on to.
func (d *Door) ToProvider(ctx context.Context, to string) (address, carried string, err error) {
	// Browsers leave tabs and line ends out of an address before they read it, and a header ends at a line end.
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") || len(to) > maxTo ||
		strings.ContainsFunc(to, unicode.IsControl) {
		to = "/"
	}
	return d.depart(ctx, journey{To: to})
}

// ToLink is ToProvider for a member who wants to link an account there to his own; it asks for his password.
func (d *Door) ToLink(ctx context.Context, m proposals.Member, password, address, session string) (to, carried string, err error) {
	if _, err := d.owner(ctx, m, password, address); err != nil {
		return "", "", err
	}
	return d.depart(ctx, journey{To: "/settings", Link: m.Login, Session: session})
}

func (d *Door) depart(ctx context.Context, j journey) (address, carried string, err error) {
	config, _, err := d.discovered(ctx)
	if err != nil {
		return "", "", err
	}
	j.State, j.Nonce, j.Verifier = newToken(), newToken(), oauth2.GenerateVerifier()
	if carried, err = seal(ctx, d, ofProvider, j, d.now().Add(onTheWay)); err != nil {
		return "", "", err
	}
	return config.AuthCodeURL(j.State, oidc.Nonce(j.Nonce), oauth2.S256ChallengeOption(j.Verifier)), carried, nil
}

// FromProvider takes a browser that the provider sends back, with what it carried, and the session it is in, if any. It signs
// in, asks for the code of a second factor (Pass.Pending), or links: the pass then has no token. linking says which of the
// two it was about, also with an error.
func (d *Door) FromProvider(ctx context.Context, carried, state, code, session string, from proposals.Visitor) (e proposals.Pass, linking bool, err error) {
	j, err := unseal[journey](ctx, d, ofProvider, carried)
	if err != nil {
		return e, false, proposals.Refuse(CodeProviderRefused).Because(err)
	}
	linking = j.Link != ""
	if state == "" || state != j.State || code == "" {
		return e, linking, proposals.Refuse(CodeProviderRefused)
	}
	if err := d.accounts.Spend(ctx, "state "+hashOf(j.State), d.now().Add(onTheWay)); err != nil {
		return e, linking, proposals.Refuse(CodeProviderRefused).Because(err)
	}
	account, err := d.vouched(ctx, j, code)
	if err != nil {
		return e, linking, err
	}
	if linking {
		if session == "" || session != j.Session {
			return e, true, proposals.Refuse(CodeProviderRefused)
		}
		return proposals.Pass{To: j.To}, true, d.link(ctx, j.Link, account)
	}
	e, err = d.enterFrom(ctx, account, from)
	e.To = j.To
	return e, false, err
}

// vouched asks the provider for whom the code is, and checks what it says: signature, issuer, audience, time, nonce.
func (d *Door) vouched(ctx context.Context, j journey, code string) (a proposals.ProviderAccount, err error) {
	config, verify, err := d.discovered(ctx)
	if err != nil {
		return a, err
	}
	ctx = oidc.ClientContext(ctx, &http.Client{Timeout: providerTimeout})
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(j.Verifier))
	var said *oauth2.RetrieveError
	if errors.As(err, &said) {
		// Neither the code nor the answer goes into the log.
		return a, proposals.Refuse(CodeProviderRefused).Because(errors.New("auth: the provider does not take the code: " + said.ErrorCode))
	} else if err != nil {
		return a, proposals.Refuse(CodeProviderAway).Because(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := verify.Verify(ctx, raw)
	if err != nil {
		return a, proposals.Refuse(CodeProviderRefused).Because(err)
	}
	if id.Nonce != j.Nonce || id.Subject == "" {
		return a, proposals.Refuse(CodeProviderRefused)
	}
	var claims struct {
		Name     string `json:"name"`
		Username string `json:"preferred_username"`
	}
	if err := id.Claims(&claims); err != nil {
		return a, proposals.Refuse(CodeProviderRefused).Because(err)
	}
	name := claims.Name
	if name == "" {
		name = claims.Username
	}
	if r := []rune(name); len(r) > maxAccount {
		name = string(r[:maxAccount])
	}
	return proposals.ProviderAccount{Issuer: id.Issuer, Subject: id.Subject, Name: name}, nil
}

// providerKey is under what it is stored whose login an account at a provider opens.
func providerKey(a proposals.ProviderAccount) string { return hashOf(a.Issuer + "\n" + a.Subject) }

// enterFrom signs in whose login the account at the provider opens. A second factor is asked for as after a password.
func (d *Door) enterFrom(ctx context.Context, a proposals.ProviderAccount, from proposals.Visitor) (proposals.Pass, error) {
	login, known, err := d.accounts.Provider(ctx, providerKey(a))
	if err != nil {
		return proposals.Pass{}, err
	}
	unknown := proposals.Refuse(CodeProviderUnknown)
	if !known {
		return proposals.Pass{}, unknown
	}
	account, known, err := d.accounts.Account(ctx, login)
	if err != nil {
		return proposals.Pass{}, err
	}
	m, missing := d.members.Member(account.Member)
	if !known || missing != nil || m.Deactivated || account.Provider.Issuer != a.Issuer || account.Provider.Subject != a.Subject {
		return proposals.Pass{}, unknown
	}
	if account.Factor.On() {
		pending, err := seal(ctx, d, ofPending, login, d.now().Add(pendingLife))
		return proposals.Pass{Pending: pending}, err
	}
	return d.enter(ctx, *m, from, true)
}

// signInPending takes the code of the second factor of who came from a provider.
func (d *Door) signInPending(ctx context.Context, shown proposals.Credentials, from proposals.Visitor) (proposals.Pass, error) {
	login, err := unseal[string](ctx, d, ofPending, shown.Pending)
	if errors.Is(err, errSeal) {
		return proposals.Pass{}, proposals.Refuse(CodeTicketStale)
	} else if err != nil {
		return proposals.Pass{}, err
	}
	account, known, err := d.accounts.Account(ctx, login)
	if err != nil {
		return proposals.Pass{}, err
	}
	m, missing := d.members.Member(account.Member)
	if !known || missing != nil || m.Deactivated || !account.Factor.On() || account.Provider.Subject == "" {
		return proposals.Pass{}, proposals.Refuse(CodeProviderUnknown)
	}
	if err := d.secondStep(ctx, account, shown.Code, nil); err != nil {
		return proposals.Pass{}, err
	}
	return d.enter(ctx, *m, from, true)
}

// link lets an account at the provider open a login from now on, in place of the one that did.
func (d *Door) link(ctx context.Context, login string, a proposals.ProviderAccount) error {
	err := d.accounts.AddProvider(ctx, providerKey(a), login)
	if errors.Is(err, proposals.ErrExists) {
		present, known, err := d.accounts.Provider(ctx, providerKey(a))
		if err != nil {
			return err
		}
		if known && present != login {
			return proposals.Refuse(CodeProviderTaken)
		}
	} else if err != nil {
		return err
	}
	var before proposals.ProviderAccount
	if err := d.alter(ctx, login, func(account *proposals.Account) error {
		before, account.Provider = account.Provider, a
		return nil
	}); err != nil {
		return err
	}
	if before.Subject != "" && providerKey(before) != providerKey(a) {
		return d.accounts.RemoveProvider(ctx, providerKey(before))
	}
	return nil
}

// Unlink takes the right to open one's own login from the account at the provider.
func (d *Door) Unlink(ctx context.Context, m proposals.Member, password, address string) error {
	if _, err := d.owner(ctx, m, password, address); err != nil {
		return err
	}
	var before proposals.ProviderAccount
	if err := d.alter(ctx, m.Login, func(a *proposals.Account) error {
		before, a.Provider = a.Provider, proposals.ProviderAccount{}
		return nil
	}); err != nil {
		return err
	}
	if before.Subject == "" {
		return nil
	}
	return d.accounts.RemoveProvider(ctx, providerKey(before))
}
