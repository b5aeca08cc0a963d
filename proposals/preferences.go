package proposals

import (
	"context"
	"slices"
	"strings"
	"unicode"
)

// Digest is how often a member is sent what was gathered for him.
type Digest string

// The digests.
const (
	DigestOff    Digest = "off"
	DigestHourly Digest = "hourly"
	DigestDaily  Digest = "daily"
)

// Preferences is what a member chose of letters. The address lies in the member's own stream, which nobody else is shown.
type Preferences struct {
	// Email is empty until the member has given an address.
	Email  string `json:"email"`
	Digest Digest `json:"digest"`
	// Hour is the hour of a daily digest in the group's time zone, 0–23.
	Hour int `json:"hour"`
	// Mentions sends a letter at once when somebody names the member.
	Mentions bool `json:"mentions"`
	// Lang is the language of letters: ru, kk or en.
	Lang string `json:"lang"`
	// Unsubscribe is the secret in the link that ends all letters, for this address.
	Unsubscribe string `json:"unsubscribe,omitempty"`
	// Since is the time, in milliseconds since 1970, from which on things are told: an address that was given today is not
	// sent what happened last year.
	Since int64 `json:"since,omitempty"`
}

// CodeBadEmail says that an address cannot be one.
const CodeBadEmail = "bad_email"

// MaxEmail is the longest address that mail can carry, in bytes (RFC 5321).
const MaxEmail = 254

// DefaultHour is the hour of a daily digest of who has chosen none.
const DefaultHour = 9

// Preferences gives what a member chose, or what holds for who has chosen nothing.
func (w *Workbench) Preferences(by Member) Preferences {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.group.preferencesOf(by.ID)
}

func (g *group) preferencesOf(id MemberID) Preferences {
	if r := g.readers[id]; r != nil && r.preferences.Digest != "" {
		return r.preferences
	}
	return Preferences{Digest: DigestOff, Hour: DefaultHour, Lang: InterfaceLanguages()[0]}
}

// InterfaceLanguages are the languages in which people are spoken to: the page, refusals, letters. The first is for whose language
// is not known. Acts and papers have the two of legislation.
func InterfaceLanguages() []string { return []string{"ru", "kk", "en"} }

// SetPreferences keeps what a member chose. Unsubscribe and Since are the Workbench's own.
func (w *Workbench) SetPreferences(ctx context.Context, by Member, p Preferences) error {
	if p.Digest != DigestOff && p.Digest != DigestHourly && p.Digest != DigestDaily {
		return Refuse(CodeUnknownChoice, "field", "digest")
	}
	if p.Hour < 0 || p.Hour > 23 {
		return Refuse(CodeUnknownChoice, "field", "hour")
	}
	if !slices.Contains(InterfaceLanguages(), p.Lang) {
		return Refuse(CodeUnknownChoice, "field", "lang")
	}
	p.Email = strings.TrimSpace(p.Email)
	if p.Email != "" && !mailable(p.Email) {
		return Refuse(CodeBadEmail)
	}
	if p.Email == "" && (p.Digest != DigestOff || p.Mentions) {
		return Refuse(CodeEmpty, "field", "email")
	}
	return w.appendToReader(ctx, by, func() (Kind, any, error) {
		before := w.Preferences(by)
		p.Unsubscribe, p.Since = before.Unsubscribe, before.Since
		if p == before {
			return "", nil, nil
		}
		if before.Email != p.Email {
			p.Unsubscribe = ""
			if p.Email != "" {
				p.Unsubscribe = w.newID() + w.newID()
			}
		}
		if before.Email != p.Email || !before.wanted() {
			p.Since = w.now().UnixMilli()
		}
		return PreferencesSet, p, nil
	})
}

func (p Preferences) wanted() bool { return p.Email != "" && (p.Digest != DigestOff || p.Mentions) }

// unsubscriber gives the member whose letters a token ends; CodeNotFound when it ends nobody's.
func (w *Workbench) unsubscriber(token string) (Member, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if m := w.group.Members[w.group.unsubscribe[token]]; m != nil && token != "" {
		return *m, nil
	}
	return Member{}, Refuse(CodeNotFound)
}

// Unsubscribe ends all letters to the member of the token. Done twice it changes nothing.
func (w *Workbench) Unsubscribe(ctx context.Context, token string) error {
	m, err := w.unsubscriber(token)
	if err != nil {
		return err
	}
	p := w.Preferences(m)
	p.Digest, p.Mentions = DigestOff, false
	return w.SetPreferences(ctx, m, p)
}

// mailable says whether an address has the form that mail servers take without extensions: letters, digits and a few signs,
// one «@», a domain with a dot. Whether anybody reads it only a letter can tell.
func mailable(address string) bool {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" || len(local) > 64 || len(address) > MaxEmail || strings.Contains(domain, "@") {
		return false
	}
	return atoms(local, "!#$%&'*+-/=?^_`{|}~") && strings.Contains(domain, ".") && atoms(domain, "-") &&
		!strings.Contains("."+domain+".", ".-") && !strings.Contains("."+domain+".", "-.")
}

// atoms says whether s is words of Latin letters, digits and the signs, joined by single dots.
func atoms(s, signs string) bool {
	for word := range strings.SplitSeq(s, ".") {
		if word == "" {
			return false
		}
		for _, r := range word {
			if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(signs, r) {
				return false
			}
		}
	}
	return true
}
