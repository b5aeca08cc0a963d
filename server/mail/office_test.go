package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// office is a real mail server that can be made to misbehave.
type office struct {
	mu       sync.Mutex
	letters  []string
	to       []string
	users    []string
	insecure int // letters that came over an open line
	// refuse answers RCPT, data answers the end of a letter.
	refuse func(to string) error
	data   func() error
	// drop closes the connection in the middle of a letter, stall keeps it waiting.
	drop, stall bool

	address string
	server  *smtp.Server
	roots   *x509.CertPool
}

func openOffice(t *testing.T, secret string) *office {
	t.Helper()
	o := &office{}
	certificate, roots := certify(t)
	o.roots = roots
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &counter{office: o, conn: c, secret: secret, in: secret == ""}, nil
	}))
	o.server.Domain = "office.example"
	o.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	o.server.ErrorLog = quiet{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	o.address = listener.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = o.server.Serve(listener) }()
	t.Cleanup(func() { _ = o.server.Close(); <-done })
	return o
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// certify makes a certificate for the loopback address and who trusts it.
func certify(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	must(t, err)
	parsed, err := x509.ParseCertificate(raw)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

// counter is one conversation.
type counter struct {
	*office
	conn   *smtp.Conn
	secret string
	in     bool
	rcpt   string
}

func (c *counter) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *counter) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != c.secret {
			return smtp.ErrAuthFailed
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.in, c.users = true, append(c.users, user)
		return nil
	}), nil
}

func (c *counter) Reset()        {}
func (c *counter) Logout() error { return nil }

func (c *counter) Mail(string, *smtp.MailOptions) error {
	if !c.in {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rcpt = to
	if c.refuse != nil {
		return c.refuse(to)
	}
	return nil
}

func (c *counter) Data(r io.Reader) error {
	c.mu.Lock()
	drop, stall, data := c.drop, c.stall, c.data
	c.mu.Unlock()
	if drop {
		_ = c.conn.Conn().Close()
		return io.ErrUnexpectedEOF
	}
	if stall {
		time.Sleep(3 * time.Second)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if data != nil {
		if err := data(); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, encrypted := c.conn.TLSConnectionState(); !encrypted {
		c.insecure++
	}
	c.letters, c.to = append(c.letters, string(content)), append(c.to, c.rcpt)
	return nil
}

func (o *office) set(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
}

func (o *office) got() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.letters)
}
