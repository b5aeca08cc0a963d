// Package fetch brings a file from an address that a user names, and nothing else: bounded in size, time and redirects, and
// never from an address inside the network that the server stands in.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strings"
	"syscall"
	"time"
)

// Limits of one fetch.
const (
	timeout      = 60 * time.Second
	dialTimeout  = 10 * time.Second
	maxRedirects = 5
)

// Errors of a fetch.
var (
	ErrAddress   = errors.New("fetch: the address is not https://…")
	ErrPrivate   = errors.New("fetch: the address leads into a private network")
	ErrTooLarge  = errors.New("fetch: the file is too large")
	ErrRedirects = errors.New("fetch: too many redirects")
)

// Client fetches files. Make one with New.
type Client struct {
	http    *http.Client
	limit   int64
	schemes []string
}

// New makes a client that takes files of up to limit bytes.
func New(limit int64) *Client {
	return newClient(limit, []string{"https"}, public)
}

// newClient checks each address after it was looked up and before anything is sent to it: a name that is looked up twice
// could answer differently the second time.
func newClient(limit int64, schemes []string, allowed func(netip.Addr) bool) *Client {
	c := &Client{limit: limit, schemes: schemes}
	dialer := &net.Dialer{Timeout: dialTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !allowed(to.Addr()) {
			return ErrPrivate
		}
		return nil
	}}
	c.http = &http.Client{
		Timeout: timeout,
		// No proxy from the environment: it would look the name up itself.
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTimeout,
			ResponseHeaderTimeout: dialTimeout, MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true},
		CheckRedirect: func(request *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return ErrRedirects
			}
			return c.check(request.URL)
		},
	}
	return c
}

func (c *Client) check(u *url.URL) error {
	for _, scheme := range c.schemes {
		if u.Scheme == scheme && u.Host != "" && u.User == nil {
			return nil
		}
	}
	return ErrAddress
}

// public says whether an address is on the open internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, reserved := range reservedNetworks {
		if reserved.Contains(a) {
			return false
		}
	}
	return true
}

// reservedNetworks look global but are not: carriers' own addresses, tests, documentation, translation and the future.
var reservedNetworks = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
}

// Get brings the file at an address and the name it goes by there.
func (c *Client) Get(ctx context.Context, address string) (content []byte, name string, err error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, "", ErrAddress
	}
	if err := c.check(u); err != nil {
		return nil, "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", ErrAddress
	}
	request.Header.Set("User-Agent", "Talqy")
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, "", fmt.Errorf("fetch: %w", err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	if answer.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("fetch: the server answers %s", answer.Status)
	}
	content, err = io.ReadAll(io.LimitReader(answer.Body, c.limit+1))
	if err != nil {
		return nil, "", fmt.Errorf("fetch: %w", err)
	}
	if int64(len(content)) > c.limit {
		return nil, "", ErrTooLarge
	}
	return content, path.Base(answer.Request.URL.Path), nil
}
