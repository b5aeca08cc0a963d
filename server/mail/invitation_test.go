package mail_test

import (
	"context"
	"fmt"
	"mime"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"talqy/proposals"
	"talqy/server/mail"
)

func linkTo(name, email string) proposals.InvitationLink {
	return proposals.InvitationLink{Token: "TOKEN-" + email, Invitation: proposals.Invitation{Role: proposals.Lawyer, Name: name, Email: email,
		Expires: time.Date(2026, 12, 7, 4, 0, 0, 0, time.UTC)}}
}

// A letter of invitation as its reader sees it, in both languages, with the link; who has no address gets none.
func TestInvitationLetter(t *testing.T) {
	o, g := openOffice(t, "tiyn"), newGroup(t)
	p := g.postman(t, g.Workbench, o, func(c *mail.Config) { c.User, c.Password = "talqy", "tiyn" })
	taken := p.Invite(t.Context(), g.author, []proposals.InvitationLink{linkTo("Гүлнар \"Гүля\" <Сәрсенова>", "gulnar@example.kz"), linkTo("Без почты", "")})
	if fmt.Sprint(taken) != "[true false]" || o.got() != 1 || o.to[0] != "gulnar@example.kz" || o.insecure != 0 {
		t.Fatalf("taken %v, letters to %v, %d over an open line", taken, o.to, o.insecure)
	}
	head, text, html := read(t, o.letters[0])
	subject, err := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
	must(t, err)
	if want := "Талқы: жұмыс тобына шақыру / приглашение в рабочую группу"; subject != want {
		t.Errorf("subject %q, want %q", subject, want)
	}
	to, err := head.AddressList("To")
	must(t, err)
	if len(to) != 1 || to[0].Name != `Гүлнар "Гүля" <Сәрсенова>` {
		t.Errorf("to %v", to)
	}
	const want = `Сәлеметсіз бе, Гүлнар "Гүля" <Сәрсенова>!

Сізді заңдарға түзетулер дайындайтын жұмыс тобына шақырады. Шақырған адам: Марина Ким. Сіздің рөліңіз: заңгер.
Сілтемені ашып, логин мен құпиясөз ойлап табыңыз.

  https://talqy.example/join/TOKEN-gulnar@example.kz

Сілтеме жеке өзіңізге арналған және бір рет қана ашылады; мерзімі – 07.12.2026 09:00 дейін.
Бұл хатты күтпеген болсаңыз, оны жойып жіберіңіз.

* * *

Здравствуйте, Гүлнар "Гүля" <Сәрсенова>!

Вас приглашают в рабочую группу, которая готовит поправки к законам. Приглашает: Марина Ким. Ваша роль: юрист.
Откройте ссылку и придумайте логин и пароль.

  https://talqy.example/join/TOKEN-gulnar@example.kz

Ссылка личная и откроется один раз; срок – до 07.12.2026 09:00.
Если вы не ждали этого письма, удалите его.
`
	if text != want {
		t.Errorf("the text is\n%s\nwant\n%s", text, want)
	}
	if strings.Contains(html, "<Сәрсенова>") || strings.Contains(html, "<img") || strings.Count(html, `href="https://talqy.example/join/TOKEN-gulnar@example.kz"`) != 2 {
		t.Errorf("the page is\n%s", html)
	}
}

// An address that is refused keeps nobody else's letter, and a mail server that is away or breaks off is told of truly: what it
// took it took, and nothing is sent later behind the organiser's back.
func TestInvitationLettersThatFail(t *testing.T) {
	o, g := openOffice(t, ""), newGroup(t)
	p := g.postman(t, g.Workbench, o, nil)
	three := []proposals.InvitationLink{linkTo("А", "a@example.kz"), linkTo("Б", "b@example.kz"), linkTo("В", "c@example.kz")}
	o.set(func() {
		o.refuse = func(to string) error {
			if strings.HasPrefix(to, "b@") {
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "nobody here"}
			}
			return nil
		}
	})
	if taken := p.Invite(t.Context(), g.author, three); fmt.Sprint(taken) != "[true false true]" || o.got() != 2 {
		t.Errorf("one refused: %v, %d letters", taken, o.got())
	}
	o.set(func() { o.refuse, o.drop = nil, true })
	if taken := p.Invite(t.Context(), g.author, three); fmt.Sprint(taken) != "[false false false]" || o.got() != 2 {
		t.Errorf("broken off: %v, %d letters", taken, o.got())
	}
	o.set(func() { o.drop, o.stall = false, true })
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if taken := p.Invite(ctx, g.author, three); fmt.Sprint(taken) != "[false false false]" {
		t.Errorf("kept waiting: %v", taken)
	}
	must(t, o.server.Close())
	if taken := p.Invite(t.Context(), g.author, three); fmt.Sprint(taken) != "[false false false]" {
		t.Errorf("away: %v", taken)
	}
}
