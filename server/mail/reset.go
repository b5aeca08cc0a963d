package mail

import (
	"context"
	netmail "net/mail"
	"net/url"

	"github.com/wneessen/go-mail"

	"talqy/proposals"
)

// SendReset sends a member a link for a new password, at once: who waits for it is at the door. lang is that of the letter.
func (p *Postman) SendReset(ctx context.Context, m proposals.Member, email, lang, token string) error {
	w, ok := p.words[lang]
	if !ok {
		w = p.words[languages[0]]
	}
	msg := mail.NewMsg()
	if err := msg.From(p.From); err != nil {
		return err
	}
	to, err := netmail.ParseAddress(email)
	if err != nil {
		return err
	}
	to.Name = m.Name
	msg.AddToMailAddress(to)
	msg.SetMessageID()
	msg.SetDateWithValue(p.Now())
	msg.Subject(oneLine(w.say("subject_reset")))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, w.say("reset", "name", m.Name, "login", m.Login, "url", p.link("/reset/"+url.PathEscape(token))))
	line, err := p.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.client.CloseWithSMTPClient(line) }()
	if err := p.client.SendWithSMTPClient(line, msg); err != nil && !msg.IsDelivered() {
		return err
	}
	return nil
}
