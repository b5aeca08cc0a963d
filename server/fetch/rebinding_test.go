package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
)

// nameServer answers for every name with the addresses it is given, one a question, the last again and again.
func nameServer(t *testing.T, addresses ...string) *atomic.Int32 {
	t.Helper()
	line, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := new(atomic.Int32)
	go func() {
		b := make([]byte, 512)
		for {
			n, from, err := line.ReadFrom(b)
			if err != nil {
				return
			}
			end := 12 // the question follows the head of twelve bytes: labels, an empty one, type and class
			for end < n && b[end] != 0 {
				end += int(b[end]) + 1
			}
			end += 5
			answer := append([]byte{b[0], b[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, b[12:end]...)
			if b[end-3] == 1 { // an A record is asked for
				at := int(asked.Add(1)) - 1
				ip := netip.MustParseAddr(addresses[min(at, len(addresses)-1)]).As4()
				answer[7] = 1
				answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ip[0], ip[1], ip[2], ip[3])
			}
			_, _ = line.WriteTo(answer, from)
		}
	}()
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", line.LocalAddr().String())
	}}
	t.Cleanup(func() {
		net.DefaultResolver = before
		_ = line.Close()
	})
	return asked
}

// A name that is looked up twice may lead elsewhere the second time. What counts is the address that is gone to, each time.
func TestRebindingLeadsNowhere(t *testing.T) {
	var inside atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/again") {
			http.Redirect(w, r, "/secret", http.StatusFound)
			return
		}
		inside.Add(1)
	}))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	outside := func(a netip.Addr) bool { return a.Unmap() == netip.MustParseAddr("127.0.0.1") }
	asked := nameServer(t, "127.0.0.1", "127.0.0.2")
	if _, _, err := newClient(100, []string{"http"}, outside).Get(t.Context(), "http://rebinding.example:"+port+"/again"); !errors.Is(err, ErrPrivate) || asked.Load() < 2 {
		t.Errorf("after %d questions: %v, want ErrPrivate", asked.Load(), err)
	}
	if inside.Load() != 0 {
		t.Error("the inside was asked")
	}
	nameServer(t, "10.0.0.1")
	if _, _, err := New(100).Get(t.Context(), "https://rebinding.example/law.txt"); !errors.Is(err, ErrPrivate) {
		t.Errorf("a name for an inner address: %v", err)
	}
}
