package mail_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-smtp"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/server/mail"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// read takes a letter apart: its head, and its two forms.
func read(t *testing.T, raw string) (head netmail.Header, text, html string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	must(t, err)
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	parts := multipart.NewReader(m.Body, params["boundary"])
	var forms []string
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		must(t, err)
		var r io.Reader = part
		if part.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			r = quotedprintable.NewReader(part)
		}
		content, err := io.ReadAll(r)
		must(t, err)
		forms = append(forms, string(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))))
	}
	if len(forms) != 2 {
		t.Fatalf("%d forms", len(forms))
	}
	return m.Header, forms[0], forms[1]
}

// A letter about a mention as a person in Kazakh reads it, over a line that was encrypted before the password was said; with
// the way out that mail programs offer by themselves.
func TestMentionLetter(t *testing.T) {
	o, g := openOffice(t, "tiyn"), newGroup(t)
	g.comment(t, 1, "А вы, @[reader], согласны? <b>Нет</b>")
	p := g.postman(t, g.Workbench, o, func(c *mail.Config) { c.User, c.Password = "talqy", "tiyn" })
	p.Round(t.Context())
	if o.got() != 1 || o.to[0] != "reader@group.example" || o.insecure != 0 || fmt.Sprint(o.users) != "[talqy]" {
		t.Fatalf("%d letters to %v by %v, %d over an open line", o.got(), o.to, o.users, o.insecure)
	}
	head, text, html := read(t, o.letters[0])
	subject, err := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
	must(t, err)
	if want := "Марина Ким: сізді атады – статья 2"; subject != want {
		t.Errorf("subject %q, want %q", subject, want)
	}
	token := g.Preferences(g.reader).Unsubscribe
	want := `Дәурен Әлиев, сізді талқылауда атады.

Статья 2. Приют
О приютах (учебный текст)

  24.11.2026 11:30  Марина Ким: сізді атады
  «А вы, @Дәурен Әлиев, согласны? <b>Нет</b>»
  https://talqy.example/proposals/` + string(g.proposal) + `?comment=comment-1

-- 
Поштаға не келетіні баптауларда таңдалады: https://talqy.example/settings
Бұдан былай жібермеу: https://talqy.example/unsubscribe/` + token + "\n"
	if text != want {
		t.Errorf("the text is\n%s\nwant\n%s", text, want)
	}
	if !strings.Contains(html, "&lt;b&gt;Нет&lt;/b&gt;") || strings.Contains(html, "<b>Нет") || strings.Contains(html, "<img") {
		t.Errorf("the page is\n%s", html)
	}
	if got := head.Get("List-Unsubscribe"); got != "<https://talqy.example/api/unsubscribe/"+token+">" {
		t.Errorf("List-Unsubscribe: %s", got)
	}
	if got := head.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
		t.Errorf("List-Unsubscribe-Post: %s", got)
	}
}

// A digest gathers by proposal; what was sent is not sent again, by this process or one that starts later.
func TestDigestIsSentOnce(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	g.comment(t, 1, "Первое.")
	g.comment(t, 2, "Второе.")
	p := g.postman(t, g.Workbench, o, nil)
	p.Round(t.Context())
	if o.got() != 0 {
		t.Fatal("a digest before its hour")
	}
	g.now = g.now.Add(time.Hour)
	for range 3 {
		p.Round(t.Context())
		g.postman(t, g.open(t), o, nil).Round(t.Context())
		g.now = g.now.Add(time.Hour)
	}
	if o.got() != 1 || o.insecure != 0 {
		t.Fatalf("%d letters, %d over an open line though the server offers better", o.got(), o.insecure)
	}
	_, text, _ := read(t, o.letters[0])
	if strings.Count(text, "Статья 2. Приют") != 1 || !strings.Contains(text, "«Первое.»") || !strings.Contains(text, "«Второе.»") {
		t.Errorf("the digest says\n%s", text)
	}
}

// Words of a draft are in no letter, not even in one to its author.
func TestDraftIsInNoLetter(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	draft, err := g.Propose(t.Context(), g.reader, g.bill, g.act, proposals.Amend, "art_1")
	must(t, err)
	must(t, g.memory.Put(proposals.Event{Stream: proposals.StreamOf("proposal", string(draft)), Seq: 2, Kind: proposals.ProposalCommented,
		At: g.now, By: "author", Data: []byte(`{"id":"comment-1","body":"Тайна @[reader].","mentions":["reader"],"anchor":null}`)}))
	p := g.postman(t, g.open(t), o, nil)
	p.Round(t.Context())
	if o.got() != 1 {
		t.Fatalf("%d letters", o.got())
	}
	if _, text, html := read(t, o.letters[0]); strings.Contains(text+html, "Тайна") {
		t.Errorf("the letter says\n%s", text)
	}
}

// That a remark waits on a public page is told to an organiser by post; what a stranger wrote there, his name too, is not.
func TestStrangersWordsAreInNoLetter(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	organiser := proposals.Member{ID: "organiser", Name: "Айгерім", Role: proposals.Organiser}
	must(t, g.Join(t.Context(), organiser))
	must(t, g.Publish(t.Context(), organiser, g.bill))
	must(t, g.SetPreferences(t.Context(), organiser, proposals.Preferences{Email: "organiser@group.example", Digest: proposals.DigestHourly, Lang: "ru"}))
	_, err := g.SendPublicRemark(t.Context(), g.bill, proposals.RoomRemark{ID: "remark-01", Name: "Выигрыш", Body: "Откройте evil.example", Lang: act.Russian})
	must(t, err)
	g.nowMu.Lock()
	g.now = g.now.Add(time.Hour)
	g.nowMu.Unlock()
	g.postman(t, g.Workbench, o, nil).Round(t.Context())
	if o.got() != 1 || o.to[0] != "organiser@group.example" {
		t.Fatalf("%d letters to %v", o.got(), o.to)
	}
	_, text, html := read(t, o.letters[0])
	for _, want := range []string{"Публичная страница законопроекта «О приютах»", "С публичной страницы: замечание ждёт просмотра", "https://talqy.example/bills/" + string(g.bill) + "/public"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, text)
		}
	}
	if both := text + html; strings.Contains(both, "evil") || strings.Contains(both, "Выигрыш") {
		t.Errorf("the letter says\n%s", both)
	}
}

// A server that is away, refuses, breaks off or hangs loses no letter and is not asked again at once; when it is well again
// the letter comes, once.
func TestServerThatFails(t *testing.T) {
	for name, break_ := range map[string]func(*office){
		"busy": func(o *office) { o.data = func() error { return &smtp.SMTPError{Code: 451, Message: "later"} } },
		"closing": func(o *office) {
			o.refuse = func(string) error { return &smtp.SMTPError{Code: 421, Message: "closing"} }
		},
		"breaks off": func(o *office) { o.drop = true },
		"hangs":      func(o *office) { o.stall = true },
		"no user": func(o *office) {
			o.refuse = func(string) error { return &smtp.SMTPError{Code: 550, Message: "no such user"} }
		},
		"bad data": func(o *office) { o.data = func() error { return &smtp.SMTPError{Code: 554, Message: "spam"} } },
	} {
		t.Run(name, func(t *testing.T) {
			o, g := openOffice(t, ""), newGroup(t)
			p := g.postman(t, g.Workbench, o, nil)
			g.comment(t, 1, "А @[reader]?")
			o.set(func() { break_(o) })
			started := time.Now()
			p.Round(t.Context())
			if took := time.Since(started); took > 2500*time.Millisecond {
				t.Errorf("the round took %s", took)
			}
			if o.got() != 0 {
				t.Fatal("it was taken")
			}
			o.set(func() { o.refuse, o.data, o.drop, o.stall = nil, nil, false, false })
			p.Round(t.Context())
			if o.got() != 0 {
				t.Error("it was asked again at once")
			}
			g.now = g.now.Add(2 * time.Minute)
			for range 2 {
				p.Round(t.Context())
			}
			if o.got() != 1 {
				t.Errorf("%d letters when it was well again", o.got())
			}
		})
	}
}

// One address that nobody has does not keep the others from their letters.
func TestOneBadAddress(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	must(t, g.SetPreferences(t.Context(), g.author, proposals.Preferences{Email: "gone@group.example", Digest: proposals.DigestHourly, Lang: "ru"}))
	g.comment(t, 1, "Раз.")
	must(t, g.Reply(t.Context(), g.reader, g.proposal, "comment-1", "reply-01", "Два."))
	o.refuse = func(to string) error {
		if strings.HasPrefix(to, "gone") {
			return &smtp.SMTPError{Code: 550, Message: "no such user"}
		}
		return nil
	}
	g.now = g.now.Add(time.Hour)
	g.postman(t, g.Workbench, o, nil).Round(t.Context())
	if fmt.Sprint(o.to) != "[reader@group.example]" {
		t.Errorf("letters went to %v", o.to)
	}
}

// A name with a quotation mark and a backslash is a name like any other: it arrives as it was written.
func TestNameWithQuotationMarks(t *testing.T) {
	for _, name := range []string{`Иванова "Зере" \`, `Ivanova "Zere" \`} {
		o, g := openOffice(t, ""), newGroup(t)
		g.reader.ID, g.reader.Name = "quoted", name
		must(t, g.Join(t.Context(), g.reader))
		must(t, g.SetPreferences(t.Context(), g.reader, proposals.Preferences{Email: "zere@group.example", Digest: proposals.DigestOff, Mentions: true, Lang: "ru"}))
		g.comment(t, 1, "А @[quoted]?")
		g.postman(t, g.Workbench, o, nil).Round(t.Context())
		if fmt.Sprint(o.to) != "[zere@group.example]" {
			t.Fatalf("%s: letters went to %v", name, o.to)
		}
		head, _, _ := read(t, o.letters[0])
		if to, err := netmail.ParseAddress(head.Get("To")); err != nil || to.Name != name || to.Address != "zere@group.example" {
			t.Errorf("To: %s is read as %v, %v", head.Get("To"), to, err)
		}
	}
}

// A letter that cannot be written, to an address that an old log holds, does not keep the others from theirs.
func TestLetterThatCannotBeWritten(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	must(t, g.SetPreferences(t.Context(), g.author, proposals.Preferences{Email: "author@group.example", Digest: proposals.DigestOff, Mentions: true, Lang: "ru"}))
	must(t, g.memory.Put(proposals.Event{Stream: proposals.StreamOf("reader", "reader"), Seq: 2, Kind: proposals.PreferencesSet,
		At: g.now, By: "reader", Data: []byte(`{"email":"no address","digest":"off","mentions":true,"lang":"ru"}`)}))
	w := g.open(t)
	for i, to := range []string{"author", "reader"} {
		by := []proposals.Member{g.reader, g.author}[i]
		must(t, w.Comment(t.Context(), by, g.proposal, proposals.CommentID(fmt.Sprintf("comment-%d", i)), "А @["+to+"]?", nil))
	}
	if due := w.Letters(g.now, time.UTC); len(due) != 2 || due[0].To.ID != "reader" {
		t.Fatalf("due are %+v", due)
	}
	g.postman(t, w, o, nil).Round(t.Context())
	if fmt.Sprint(o.to) != "[author@group.example]" {
		t.Errorf("letters went to %v", o.to)
	}
}

// steady is a workbench that tells of a notification whenever it is told to, and counts how often letters are looked for.
type steady struct {
	mail.Workbench
	tell  func(proposals.Event)
	looks int
}

func (s *steady) Listen(each func(proposals.Event)) { s.tell = each }
func (s *steady) Notified(proposals.Event) []proposals.MemberID {
	return []proposals.MemberID{"reader"}
}
func (s *steady) Letters(time.Time, *time.Location) []proposals.Letter { s.looks++; return nil }

// Notifications that come one after another, closer than the moment that is waited for others, put no letter off: over a
// minute of them letters are looked for every other second.
func TestSteadyNotificationsPutNothingOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &steady{}
		p, err := mail.New(mail.Config{Address: "office.example:25", From: "talqy@group.example", PublicURL: "https://talqy.example",
			Now: time.Now, Log: slog.New(slog.DiscardHandler)}, s)
		must(t, err)
		ctx, stop := context.WithCancel(t.Context())
		go p.Run(ctx)
		synctest.Wait()
		for range 60 {
			s.tell(proposals.Event{})
			time.Sleep(time.Second)
		}
		stop()
		synctest.Wait()
		if s.looks < 15 || s.looks > 31 {
			t.Errorf("letters were looked for %d times in a minute", s.looks)
		}
	})
}

// A password is never said over a line that cannot be encrypted, nor to a server that nobody vouches for.
func TestPasswordIsNotSaidInTheOpen(t *testing.T) {
	for name, spoil := range map[string]func(*office, *mail.Config){
		"no encryption": func(o *office, _ *mail.Config) { o.server.TLSConfig = nil; o.server.AllowInsecureAuth = true },
		"not trusted":   func(_ *office, c *mail.Config) { c.TLS = nil },
	} {
		t.Run(name, func(t *testing.T) {
			o, g := openOffice(t, "tiyn"), newGroup(t)
			g.comment(t, 1, "А @[reader]?")
			p := g.postman(t, g.Workbench, o, func(c *mail.Config) { c.User, c.Password = "talqy", "tiyn"; spoil(o, c) })
			p.Round(t.Context())
			if len(o.users) != 0 || o.got() != 0 {
				t.Errorf("%v signed in, %d letters", o.users, o.got())
			}
		})
	}
}

// A letter that was sent while the log was away is recorded before anything else is sent, so it is not sent twice.
func TestSentIsRecordedFirst(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	p := g.postman(t, g.Workbench, o, nil)
	g.comment(t, 1, "А @[reader]?")
	away := errors.New("the database is away")
	g.memory.Before = func(_ *proposalstest.Memory, ev proposals.Event) error {
		if ev.Kind == proposals.MailSent {
			return away
		}
		return nil
	}
	p.Round(t.Context())
	g.now = g.now.Add(time.Hour)
	p.Round(t.Context())
	g.memory.Before = nil
	g.now = g.now.Add(time.Hour)
	for range 2 {
		p.Round(t.Context())
	}
	if o.got() != 1 {
		t.Errorf("%d letters", o.got())
	}
}

// Running, the postman sends soon after the event, keeps nobody waiting for a server that hangs, and stops when told.
func TestRun(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	p := g.postman(t, g.Workbench, o, nil)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); p.Run(ctx) }()
	g.comment(t, 1, "А @[reader]?")
	for range 100 {
		if o.got() > 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if o.got() != 1 {
		t.Errorf("%d letters", o.got())
	}
	o.set(func() { o.stall = true })
	started := time.Now()
	g.comment(t, 2, "А @[reader]?")
	if took := time.Since(started); took > time.Second {
		t.Errorf("the command waited %s for the mail server", took)
	}
	stop()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Error("it does not stop")
	}
}

// What cannot be is said at the start.
func TestConfiguration(t *testing.T) {
	for _, c := range []mail.Config{
		{Address: "office", From: "a@b.kz", PublicURL: "https://talqy.example"},
		{Address: "office:smtp", From: "a@b.kz", PublicURL: "https://talqy.example"},
		{Address: "office:25", From: "nobody", PublicURL: "https://talqy.example"},
		{Address: "office:25", From: "a@b.kz"},
	} {
		if _, err := mail.New(c, nil); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
}
