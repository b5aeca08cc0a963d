package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"talqy/frontend"
)

// Every answer, of whatever kind and to whomever, forbids what pages here do not need: foreign scripts, frames, guessing of
// types, the camera. Nothing inline is allowed anywhere, and the page has nothing inline.
func TestEveryAnswerIsGuarded(t *testing.T) {
	s := openDemo(t)
	proposal := amendment(s)
	asset := regexp.MustCompile(`/assets/[^"]+\.js`).FindString(s.do("GET", "/", "", nil).body)
	if asset == "" {
		t.Fatal("the page names no script")
	}
	for path, as := range map[string]string{
		"/": "", "/bills": "", "/guest/made-up": "", "/public/bills/made-up": "", "/reset/made-up": "", asset: "", "/assets/made-up.js": "", "/healthz": "",
		"/api/session": "", "/api/bills": "marina", "/api/made-up": "marina", "/api/guest/made-up": "", "/api/public/bills/made-up": "",
		"/api/papers/comparison-table.pdf?proposal=" + proposal: "marina", "/api/papers/comparison-table.docx?proposal=" + proposal: "marina",
	} {
		a := s.do("GET", path, as, nil)
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
			if got := a.header.Get(header); got != want {
				t.Errorf("%s: %s is %q", path, header, got)
			}
		}
		policy := a.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if !strings.Contains(policy, "default-src") && a.header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: the policy lets everything load: %q", path, policy)
		}
		if !strings.Contains(a.header.Get("Permissions-Policy"), "camera=()") || a.header.Get("Strict-Transport-Security") != "" || a.header.Get("Server") != "" {
			t.Errorf("%s: %v", path, a.header)
		}
		if strings.HasPrefix(path, "/api/") && a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", path, a.header.Get("Cache-Control"))
		}
	}
	page, err := frontend.Dist.ReadFile("dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, inline := range []string{`<script>`, `<style`, ` style=`, ` onload=`, ` onclick=`, `javascript:`} {
		if strings.Contains(string(page), inline) {
			t.Errorf("the page has %s", inline)
		}
	}
}

// Behind https browsers are told to come by nothing else, and the cookies go by nothing else and to no neighbour.
func TestBehindTLS(t *testing.T) {
	s := open(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0", publicURL: "https://talqy.example"})
	a := s.do("POST", "/api/session", "", map[string]string{"login": "marina", "password": demoPassword})
	if a.status != http.StatusOK || a.header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%d %v", a.status, a.header)
	}
	for _, c := range a.cookies {
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%+v", c)
		}
		if c.Name == "__Host-talqy_session" {
			s.cookies["marina"] = c.Name + "=" + c.Value
		}
	}
	get[any](s, "GET", "/api/session", "marina", nil)
	for origin, want := range map[string]int{"https://talqy.example": http.StatusCreated, "http://talqy.example": http.StatusForbidden, "https://talqy.example.elsewhere.example": http.StatusForbidden} {
		r := httptest.NewRequest("POST", "/api/bills", strings.NewReader(`{"title":{"ru":"Свой","kk":""}}`))
		r.Header.Set("Origin", origin)
		if a := s.send(r, "marina"); a.status != want {
			t.Errorf("%s: %d %s", origin, a.status, a.body)
		}
	}
}

// zipped packs files as a DOCX has them.
func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		method := zip.Deflate
		if content == "" {
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bomb packs a DOCX whose document is before, n times the same, and after. The same is deflated once, behind a flush that lets it
// stand anywhere: to deflate a hundred megabytes took longer than all that the server does with them.
func bomb(t *testing.T, before, same string, n int, after string) string {
	t.Helper()
	deflated := func(words string, last bool) []byte {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestSpeed)
		if err == nil {
			_, err = io.WriteString(w, words)
		}
		if err == nil && last {
			err = w.Close()
		} else if err == nil {
			err = w.Flush()
		}
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	stream := slices.Concat(deflated(before, false), bytes.Repeat(deflated(same, false), n), deflated(after, true))
	sum := crc32.NewIEEE()
	_, _ = io.WriteString(sum, before) // a hash takes everything
	for range n {
		_, _ = io.WriteString(sum, same)
	}
	_, _ = io.WriteString(sum, after)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	types, err := w.Create("[Content_Types].xml")
	if err == nil {
		_, err = io.WriteString(types, contentTypes)
	}
	var f io.Writer
	if err == nil {
		f, err = w.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CRC32: sum.Sum32(),
			CompressedSize64: uint64(len(stream)), UncompressedSize64: uint64(len(before) + n*len(same) + len(after))})
	}
	if err == nil {
		_, err = f.Write(stream)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`

// hostileFiles are files that are made to break who reads them.
func hostileFiles(t *testing.T) map[string]string {
	const open = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	docx := func(document string) string {
		return zipped(t, map[string]string{"[Content_Types].xml": contentTypes, "word/document.xml": document})
	}
	many := map[string]string{"[Content_Types].xml": contentTypes, "word/document.xml": open + "</w:body></w:document>"}
	for i := range 20_000 {
		many[fmt.Sprintf("word/media/%d.xml", i)] = ""
	}
	laughs := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">`
	for i := 'b'; i <= 'j'; i++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, i, strings.Repeat(fmt.Sprintf("&%c;", i-1), 10))
	}
	laughs += `]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`
	return map[string]string{
		"a bomb of one word":        bomb(t, open+`<w:p><w:r><w:t>`, strings.Repeat("а", 1<<20), 40, `</w:t></w:r></w:p></w:body></w:document>`),
		"a bomb of paragraphs":      bomb(t, open, strings.Repeat(`<w:p><w:r><w:t>1. Закон</w:t></w:r></w:p>`, 20_000), 100, `</w:body></w:document>`),
		"nested without end":        docx(open + strings.Repeat(`<w:tbl><w:tr><w:tc>`, 100_000)),
		"a billion laughs":          docx(laughs),
		"an entity from outside":    docx(`<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + strings.TrimPrefix(open, `<?xml version="1.0"?>`) + `<w:p><w:r><w:t>Статья 1. &x;</w:t></w:r></w:p></w:body></w:document>`),
		"twenty thousand files":     zipped(t, many),
		"names that lead outside":   zipped(t, map[string]string{"../../../etc/cron.d/x": "x", "word/document.xml": open + "</w:body></w:document>", "[Content_Types].xml": contentTypes}),
		"HTML nested without end":   "<!DOCTYPE html><html><body>" + strings.Repeat("<div>", 500_000) + "Статья 1. Цель",
		"a PDF that is none":        "%PDF-1.7\n1 0 obj\n<</Length 99999999999>>\nstream\n" + strings.Repeat("\x00", 1000),
		"a zip in a zip in a zip":   zipped(t, map[string]string{"word/document.xml": zipped(t, map[string]string{"word/document.xml": "x"})}),
		"half of a zip":             docx(open + "</w:body></w:document>")[:200],
		"a line without end":        "Статья 1. " + strings.Repeat("слово ", 2<<20),
		"figures of numbers":        "Статья " + strings.Repeat("9", 100_000) + ". Цель\n1. Текст.\n",
		"brackets that never close": "Статья 1. Цель\n" + strings.Repeat("(", 1<<20),
	}
}

// Files that are made to break who reads them are refused, or read for what they are, on every route that takes files; the
// server stays within its memory and goes on.
func TestHostileFilesOverHTTP(t *testing.T) {
	s := openDemo(t)
	law := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID
	paths := []string{"/api/acts", "/api/acts/" + law + "/amendments", "/api/files", "/api/proposals/" + amendment(s) + "/tracked", "/api/people/import"}
	for name, content := range hostileFiles(t) {
		for _, path := range paths {
			a := s.bring("aigerim", path, content, nil)
			if a.status >= 500 || strings.Contains(a.body, "root:") {
				t.Errorf("%s to %s: %d %.200s", name, path, a.status, a.body)
			}
			var m runtime.MemStats
			if runtime.ReadMemStats(&m); m.HeapAlloc > 3<<30 {
				t.Errorf("%s to %s leaves %d MB in use", name, path, m.HeapAlloc>>20)
			}
		}
	}
	get[any](s, "GET", "/api/home", "aigerim", nil)
}

// Who asks for costly things in a loop waits; nobody else does, and cheap things stay free.
func TestCostlyRequestsAreBounded(t *testing.T) {
	s := openDemo(t)
	law := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID
	path := "/api/acts/" + law + "/akn?lang=ru"
	// The bucket fills again meanwhile, on a slow machine by several requests: it is emptied faster than that.
	for _, method := range []string{"GET", "HEAD"} { // the head alone is as much work
		made := 0
		a := s.do(method, path, "marina", nil)
		for ; a.status == http.StatusOK && made < 3000; a = s.do(method, path, "marina", nil) {
			made++
		}
		if a.status != http.StatusTooManyRequests || method == "GET" && (made < 100 || a.code(t) != "too_often") {
			t.Errorf("after %d exports in a row by %s: %d %s", made, method, a.status, a.body)
		}
	}
	get[any](s, "GET", "/api/bills", "marina", nil)
	if a := s.do("GET", path, "saule", nil); a.status != http.StatusOK {
		t.Errorf("somebody else: %d %s", a.status, a.body)
	}
}

// walkLog is a log that a walk over all routes writes into, at its most talkative.
func walkLog() (*slog.Logger, *bytes.Buffer) {
	var b bytes.Buffer
	return slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug})), &b
}

// logIsDiscreet fails when a log has a secret, a name or a word of somebody in it.
func logIsDiscreet(t *testing.T, g *ground, log string) {
	t.Helper()
	if strings.Count(log, "\n") < 500 {
		t.Fatalf("the walk left %d lines in the log", strings.Count(log, "\n"))
	}
	secret := []string{demoPassword, "correct horse", "quite another one", "a new password", "Замечание", "Иначе", "Проба", "Слово", "Стол", "Новое", "marina@example.org",
		"Данияр", "Айгерим", "Марина", "Сауле", "/join/", "/reset/", "приют"}
	for _, cookie := range g.cookies {
		if _, value, ok := strings.Cut(cookie, "="); ok {
			secret = append(secret, value)
		}
	}
	for _, one := range secret {
		if at := strings.Index(log, one); one != "" && at >= 0 {
			t.Errorf("the log has %q: …%s…", one, log[max(0, at-200):min(len(log), at+60)])
		}
	}
}
