package mail_test

import (
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"

	"talqy/server/mail"
)

// The letter with a link for a new password goes to the address and in the language that the member has chosen, at once and
// over an encrypted line; a name cannot make it another's letter.
func TestResetLetter(t *testing.T) {
	o, g := openOffice(t, "tiyn"), newGroup(t)
	p := g.postman(t, g.Workbench, o, func(c *mail.Config) { c.User, c.Password = "talqy", "tiyn" })
	m := g.author
	m.Name = "Гүлнар \"Гүля\" <other@example.kz>"
	for lang, says := range map[string]string{"ru": "выбрать новый пароль", "kk": "жаңа құпиясөз", "en": "new password", "": "выбрать новый пароль"} {
		before := o.got()
		if err := p.SendReset(t.Context(), m, "gulnar@example.kz", lang, "TOKEN"); err != nil {
			t.Fatal(err)
		}
		if o.got() != before+1 || o.to[before] != "gulnar@example.kz" || o.insecure != 0 {
			t.Fatalf("%q: letters to %v, %d over an open line", lang, o.to, o.insecure)
		}
		letter, err := netmail.ReadMessage(strings.NewReader(string(o.letters[before])))
		must(t, err)
		raw, err := io.ReadAll(quotedprintable.NewReader(letter.Body))
		must(t, err)
		head, text := letter.Header, string(raw)
		if !strings.Contains(text, says) || !strings.Contains(text, "https://talqy.example/reset/TOKEN") || !strings.Contains(text, m.Login) {
			t.Errorf("%q: %s", lang, text)
		}
		if subject, err := new(mime.WordDecoder).DecodeHeader(head.Get("Subject")); err != nil || strings.Contains(subject, "TOKEN") {
			t.Errorf("%q: %s, %v", lang, subject, err)
		}
	}
	if err := p.SendReset(t.Context(), m, "no address", "ru", "TOKEN"); err == nil {
		t.Error("a letter to nowhere was sent")
	}
}
