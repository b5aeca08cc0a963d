package mail

import (
	"bytes"
	"context"
	"html/template"
	netmail "net/mail"
	"net/url"
	"strings"

	"github.com/wneessen/go-mail"

	"talqy/proposals"
)

// Invite sends the letters of invitations over one connection and says of each whether the mail server took it. Who has no
// address gets none. A letter that fails is not tried again: the link is kept nowhere but on the page of who invited, who
// hands it over himself.
func (p *Postman) Invite(ctx context.Context, by proposals.Member, links []proposals.InvitationLink) []bool {
	taken := make([]bool, len(links))
	var messages []*mail.Msg
	var of []int
	for i, link := range links {
		if link.Email == "" {
			continue
		}
		m, err := p.invitation(by, link)
		if err != nil { // of this letter alone
			p.Log.Error("a letter of invitation cannot be written", "error", err)
			continue
		}
		messages, of = append(messages, m), append(of, i)
	}
	if len(messages) == 0 {
		return taken
	}
	line, err := p.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		p.Log.Warn("the mail server does not take letters of invitation", "letters", len(messages), "error", err)
		return taken
	}
	hung := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer func() {
		hung()
		_ = p.client.CloseWithSMTPClient(line)
	}()
	for i, m := range messages {
		err := p.client.SendWithSMTPClient(line, m)
		taken[of[i]] = m.IsDelivered()
		switch {
		case err == nil, m.IsDelivered():
		case refused(err):
			p.Log.Warn("a letter of invitation was refused", "error", err)
		default:
			p.Log.Warn("the mail server does not take letters of invitation", "letters", len(messages)-i, "error", err)
			return taken
		}
	}
	return taken
}

// invited is a letter of invitation in one language, as both of its forms say it.
type invited struct {
	Lang                               string
	Greeting, Text, How, Until, Ignore string
	Join, URL                          string
}

// invitation writes a letter of invitation in both state languages: nobody knows yet which the reader prefers.
func (p *Postman) invitation(by proposals.Member, link proposals.InvitationLink) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := m.From(p.From); err != nil {
		return nil, err
	}
	to, err := netmail.ParseAddress(link.Email)
	if err != nil {
		return nil, err
	}
	to.Name = link.Name
	m.AddToMailAddress(to)
	m.SetMessageID()
	m.SetDateWithValue(p.Now())
	m.Subject(p.words["kk"].say("invite_subject") + " / " + p.words["ru"].say("invite_subject"))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	var parts []invited
	for _, lang := range []string{"kk", "ru"} {
		w := p.words[lang]
		greeting := w.say("invite_greeting_unnamed")
		if link.Name != "" {
			greeting = w.say("invite_greeting", "name", link.Name)
		}
		parts = append(parts, invited{Lang: lang, Greeting: greeting,
			Text: w.say("invite_text", "who", by.Name, "role", w.say("role_"+string(link.Role))), How: w.say("invite_how"),
			Until:  w.say("invite_until", "when", link.Expires.In(p.Zone).Format("02.01.2006 15:04")),
			Ignore: w.say("invite_ignore"), Join: w.say("invite_join"), URL: p.link("/join/" + url.PathEscape(link.Token))})
	}
	var plain strings.Builder
	for i, part := range parts {
		if i > 0 {
			plain.WriteString("\n* * *\n\n")
		}
		plain.WriteString(part.Greeting + "\n\n" + part.Text + "\n" + part.How + "\n\n  " + part.URL + "\n\n" + part.Until + "\n" + part.Ignore + "\n")
	}
	var html bytes.Buffer
	if err := invitationPage.Execute(&html, parts); err != nil {
		return nil, err
	}
	m.SetBodyString(mail.TypeTextPlain, plain.String())
	m.AddAlternativeString(mail.TypeTextHTML, html.String())
	return m, nil
}

// invitationPage is the letter for mail programs that show more than text; like the others it asks for nothing from outside.
var invitationPage = template.Must(template.New("invitation").Parse(`<!DOCTYPE html>
<html lang="kk"><head><meta charset="utf-8"><title>Талқы</title></head>
<body style="margin:0;padding:24px;background:#f7f5f0;color:#1d1f22;font:16px/1.5 sans-serif">
<div style="max-width:600px;margin:0 auto">
{{range .}}<div lang="{{.Lang}}" style="margin:0 0 24px;padding:16px 20px;background:#fffefb;border-left:3px solid #1d4f76">
<p>{{.Greeting}}</p>
<p>{{.Text}} {{.How}}</p>
<p><a href="{{.URL}}" style="display:inline-block;padding:8px 16px;background:#1d4f76;color:#ffffff;text-decoration:none;border-radius:6px">{{.Join}}</a></p>
<p style="color:#565a60;font-size:14px;overflow-wrap:anywhere">{{.URL}}</p>
<p style="color:#565a60;font-size:14px">{{.Until}} {{.Ignore}}</p>
</div>
{{end}}</div></body></html>
`))
