package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// local lets the test's own server through and nothing else.
func local(a netip.Addr) bool { return a.Unmap().IsLoopback() }

func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/law.txt", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("Статья 1.")) })
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat("x", 200))) })
	mux.HandleFunc("/once", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/law.txt", http.StatusFound) })
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestGetKeepsItsLimits(t *testing.T) {
	at := serve(t)
	client := newClient(100, []string{"http"}, local)
	for _, tc := range []struct {
		path string
		want error
	}{
		{"/large", ErrTooLarge}, {"/round", ErrRedirects}, {"/inside", ErrPrivate}, {"/file", ErrAddress},
	} {
		if _, _, err := client.Get(t.Context(), at+tc.path); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.path, err, tc.want)
		}
	}
	if content, name, err := client.Get(t.Context(), at+"/once"); err != nil || string(content) != "Статья 1." || name != "law.txt" {
		t.Errorf("got %q, %q, %v", content, name, err)
	}
	if _, _, err := client.Get(t.Context(), at+"/missing"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a missing file: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := client.Get(ctx, at+"/slow"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a server that does not answer: %v", err)
	}
}

func TestOnlyPublicAddresses(t *testing.T) {
	at := serve(t)
	if _, _, err := newClient(100, []string{"http"}, public).Get(t.Context(), at+"/law.txt"); !errors.Is(err, ErrPrivate) {
		t.Errorf("the own machine was asked: %v", err)
	}
	for _, address := range []string{"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.5.4", "169.254.169.254", "0.0.0.0", "100.64.0.1",
		"::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "224.0.0.1", "255.255.255.255", "64:ff9b::a00:1", "2002:a00:1::"} {
		if public(netip.MustParseAddr(address)) {
			t.Errorf("%s counts as public", address)
		}
	}
	for _, address := range []string{"8.8.8.8", "2a00:1450::1", "95.56.234.5"} {
		if !public(netip.MustParseAddr(address)) {
			t.Errorf("%s does not count as public", address)
		}
	}
	for _, address := range []string{"http://example.kz/a", "ftp://example.kz/a", "https://", "https://user:pass@example.kz/", "example.kz", "://"} {
		if _, _, err := New(100).Get(t.Context(), address); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v, want ErrAddress", address, err)
		}
	}
}
