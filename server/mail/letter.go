package mail

import (
	"bytes"
	"cmp"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"talqy/proposals"
	"talqy/proposals/act"
)

// letter is a letter as both of its forms say it.
type letter struct {
	Lang     string
	Subject  string
	Greeting string
	Groups   []group
	More     string
	All      string
	AllURL   string
	Stop     string
	StopURL  string
	// oneClick is the address that a mail program asks by itself (RFC 8058).
	oneClick string
}

// group is what happened to one proposal, or a round table.
type group struct {
	Title string
	Act   string
	Items []item
}

type item struct {
	Who, When, What string
	// Words is what was said; never a word of a proposal that is still its author's alone.
	Words string
	Open  string
	URL   string
}

// maxWords bounds what a letter quotes of one event, in characters: it calls to the page and does not replace it.
const maxWords = 400

// compose writes a letter. names says how members are called, titles the acts.
func (p *Postman) compose(l proposals.Letter) letter {
	w, ok := p.words[l.Preferences.Lang]
	if !ok {
		w = p.words[languages[0]]
	}
	c := composer{p, w, l.Preferences.Lang, lawLang(l.Preferences.Lang)}
	token := url.PathEscape(l.Preferences.Unsubscribe)
	out := letter{Lang: l.Preferences.Lang, All: w.say("all"), AllURL: p.link("/settings"), Stop: w.say("stop"),
		StopURL: p.link("/unsubscribe/" + token), oneClick: p.link("/api/unsubscribe/" + token)}
	for i, n := range l.Notices {
		if i == 0 || n.Stream != l.Notices[i-1].Stream || place(n) != place(l.Notices[i-1]) {
			out.Groups = append(out.Groups, c.group(n))
		}
		last := &out.Groups[len(out.Groups)-1]
		last.Items = append(last.Items, c.item(n))
	}
	if l.Digest {
		out.Subject = w.say("subject_digest", "count", strconv.Itoa(len(l.Notices)+l.More))
		out.Greeting = w.say("greeting", "name", l.To.Name)
	} else {
		n := l.Notices[0]
		out.Subject = w.say("subject_mention", "who", c.name(n.Event.By), "place", n.Proposal.Address.In(c.law))
		out.Greeting = w.say("greeting_mention", "name", l.To.Name)
	}
	out.Subject = oneLine(out.Subject)
	if l.More > 0 {
		out.More = w.say("more", "count", strconv.Itoa(l.More))
	}
	return out
}

func place(n proposals.Notice) proposals.ProposalID {
	if n.Proposal == nil {
		return ""
	}
	return n.Proposal.ID
}

// lawLang is the language of legislation for a reader of the interface language.
func lawLang(lang string) act.Lang {
	if lang == "kk" {
		return act.Kazakh
	}
	return act.Russian
}

type composer struct {
	*Postman
	words words
	lang  string
	law   act.Lang
}

func (c composer) name(id proposals.MemberID) string {
	if m, err := c.workbench.Member(id); err == nil {
		return m.Name
	}
	return "–"
}

func (c composer) group(n proposals.Notice) group {
	if r := n.RoundTable; r != nil {
		return group{Title: c.words.say("round_table", "title", r.Title.In(c.law), "date", c.day(r.Date))}
	}
	if n.Bill != nil {
		return group{Title: c.words.say("public_page", "title", n.Bill.Title.In(c.law))}
	}
	g := group{Title: capital(n.Proposal.Address.In(c.law))}
	if heading := n.Proposal.Heading.In(c.law); heading != "" {
		g.Title += ". " + heading
	}
	if a, err := c.workbench.Act(n.Proposal.Act); err == nil {
		g.Act = a.Title.In(c.law)
	}
	return g
}

func (c composer) item(n proposals.Notice) item {
	i := item{Who: c.name(n.Event.By), When: n.Event.At.In(c.Zone).Format("02.01.2006 15:04"), Open: c.words.say("open")}
	switch n.Reason {
	case proposals.NoticeStatus:
		i.What = c.words.say("status_" + string(n.Status))
	case proposals.NoticeRival:
		i.What = c.words.say("rival", "place", n.Other.Address.In(c.law))
	case proposals.NoticeRoundTable:
		i.What = c.words.say("convened")
	case proposals.NoticePublicRemark:
		// Anybody can write on a public page: neither his name nor his words go out under the group's letterhead unseen.
		i.Who, i.What = c.words.say("from_public_page"), c.words.say(string(n.Reason))
	default:
		i.What = c.words.say(string(n.Reason))
	}
	switch {
	case n.RoundTable != nil:
		_, id := n.Stream.Split()
		i.URL = c.link("/round-tables/" + url.PathEscape(id))
	case n.Bill != nil:
		i.URL = c.link("/bills/" + url.PathEscape(string(n.Bill.ID)) + "/public")
	case n.Other != nil:
		i.URL = c.link("/proposals/" + url.PathEscape(string(n.Other.ID)))
	default:
		i.URL = c.link("/proposals/" + url.PathEscape(string(n.Proposal.ID)))
		if n.Comment != "" {
			i.URL += "?comment=" + url.QueryEscape(string(n.Comment))
		}
		if n.Proposal.Shared {
			i.Words = shortened(n.Words)
		}
	}
	return i
}

// day writes YYYY-MM-DD as people here do.
func (c composer) day(date string) string {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t.Format("02.01.2006")
	}
	return date
}

func capital(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func shortened(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > maxWords {
		return string(r[:maxWords]) + "…"
	}
	return s
}

// plain writes the letter as plain text.
func (l letter) plain() string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
		b.WriteByte('\n')
	}
	line(l.Greeting)
	for _, g := range l.Groups {
		line()
		line(g.Title)
		if g.Act != "" {
			line(g.Act)
		}
		for _, i := range g.Items {
			line()
			line("  ", i.When, "  ", i.Who, ": ", i.What)
			if i.Words != "" {
				line("  «", i.Words, "»")
			}
			line("  ", i.URL)
		}
	}
	if l.More != "" {
		line()
		line(l.More)
	}
	line()
	line("-- ")
	line(l.All, ": ", l.AllURL)
	line(l.Stop, ": ", l.StopURL)
	return b.String()
}

// page is the letter for mail programs that show more than text. It asks for nothing from outside: no picture tells anybody
// that it was opened.
var page = template.Must(template.New("letter").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body style="margin:0;padding:24px;background:#f7f5f0;color:#1d1f22;font:16px/1.5 sans-serif">
<div style="max-width:600px;margin:0 auto">
<p>{{.Greeting}}</p>
{{range .Groups}}<h2 style="margin:24px 0 4px;font:600 18px/1.35 Georgia,serif">{{.Title}}</h2>
{{with .Act}}<p style="margin:0 0 8px;color:#565a60">{{.}}</p>
{{end}}{{range .Items}}<p style="margin:8px 0;padding:8px 12px;background:#fffefb;border-left:3px solid #1d4f76">
<strong>{{.Who}}</strong>: {{.What}}<br><span style="color:#565a60">{{.When}}</span>{{with .Words}}<br>«{{.}}»{{end}}<br><a href="{{.URL}}" style="color:#1d4f76">{{.Open}}</a></p>
{{end}}{{end}}{{with .More}}<p>{{.}}</p>
{{end}}<p style="margin-top:32px;color:#565a60;font-size:14px"><a href="{{.AllURL}}" style="color:#1d4f76">{{.All}}</a><br><a href="{{.StopURL}}" style="color:#1d4f76">{{.Stop}}</a></p>
</div></body></html>
`))

func (l letter) html() (string, error) {
	var b bytes.Buffer
	err := page.Execute(&b, l)
	return b.String(), err
}

func (p *Postman) link(path string) string {
	return strings.TrimSuffix(cmp.Or(p.PublicURL, "http://localhost"), "/") + path
}
