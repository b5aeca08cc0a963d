package auth

import (
	"context"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"talqy/proposals"
)

// Error codes of passwords.
const (
	CodeShortPassword  = "short_password" // args: limit
	CodeCommonPassword = "common_password"
	// CodeWrongPassword says that the present password, which a change of an account asks for, is another one.
	CodeWrongPassword = "wrong_password"
)

// Limits of a password, in characters; the upper one bounds the work of hashing.
const (
	minPassword = 10
	maxPassword = 200
)

//go:embed commonest.txt
var commonestFile string

// commonest are the passwords and the words in them that are tried first by who guesses, in small letters and without what is
// put at the end of them.
var commonest = func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(commonestFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}()

// common says whether a password is among the first that are tried: a common word with figures and marks around it, a run
// over the keyboard, one thing again and again, or the login.
func common(login, password string) bool {
	p := strings.ToLower(password)
	word := strings.TrimFunc(p, func(r rune) bool { return !unicode.IsLetter(r) })
	if commonest[p] || commonest[word] || commonest[unmasked.Replace(word)] || word != "" && word == login || p == login {
		return true
	}
	if len(word) == 0 && commonest[strings.TrimFunc(p, func(r rune) bool { return !unicode.IsDigit(r) })] {
		return true
	}
	return repeats(p) || runs(p)
}

// unmasked puts letters in place of the figures and marks that people write for them.
var unmasked = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "@", "a", "$", "s", "5", "s", "7", "t", "!", "i")

// repeats says whether a text is one piece again and again.
func repeats(s string) bool {
	r := []rune(s)
	for n := 1; n <= len(r)/2; n++ {
		same := true
		for i := n; i < len(r) && same; i++ {
			same = r[i] == r[i-n]
		}
		if same {
			return true
		}
	}
	return false
}

// runs says whether a text goes up or down by one all along: 1234567890, abcdefghij, абвгдежзий.
func runs(s string) bool {
	r := []rune(s)
	for _, step := range []rune{1, -1} {
		along := 0
		for i := 1; i < len(r); i++ {
			if r[i]-r[i-1] == step || r[i] == '0' && r[i-1] == '9' || r[i] == '9' && r[i-1] == '0' {
				along++
			}
		}
		if len(r) > 1 && along == len(r)-1 {
			return true
		}
	}
	return false
}

// hash gives what is stored of a password that is good enough.
func (d *Door) hash(ctx context.Context, login, password string) (string, error) {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return "", proposals.Refuse(CodeShortPassword, "limit", minPassword)
	case n > maxPassword:
		return "", proposals.Refuse(proposals.CodeTextTooLong, "limit", maxPassword)
	case common(login, password):
		return "", proposals.Refuse(CodeCommonPassword)
	}
	if err := d.takeTurn(ctx); err != nil {
		return "", err
	}
	defer func() { <-d.hashing }()
	return argon2id.CreateHash(password, d.params)
}

func limited(password string) string {
	if utf8.RuneCountInString(password) > maxPassword {
		return ""
	}
	return password
}

// owner checks the password of who changes his own account, so that a browser left open does not give it away, and slows
// guessing down like signing in.
func (d *Door) owner(ctx context.Context, m proposals.Member, password, address string) (proposals.Account, error) {
	guesses := count{key: "own " + network(address) + " " + m.Login, free: freeAttempts}
	if err := d.wait(guesses); err != nil {
		return proposals.Account{}, err
	}
	account, known, err := d.accounts.Account(ctx, m.Login)
	if err != nil {
		return account, err
	}
	if !known || account.Member != m.ID || account.Hash == "" {
		return account, proposals.Refuse(CodeWrongPassword)
	}
	match, err := d.matches(ctx, password, account.Hash)
	if err != nil {
		return account, err
	}
	if !match {
		return account, proposals.Refuse(CodeWrongPassword)
	}
	d.attempts.takeBack(guesses)
	return account, nil
}

// Owner says whether a password is the present one of a member's account, for what opens the account and is kept elsewhere; address
// is where the attempt comes from.
func (d *Door) Owner(ctx context.Context, m proposals.Member, password, address string) error {
	_, err := d.owner(ctx, m, password, address)
	return err
}

// ChangePassword gives a member's account another password and ends its sessions but the one named. It asks for the present
// password; address is where the attempt comes from.
func (d *Door) ChangePassword(ctx context.Context, m proposals.Member, present, wanted, address, session string) error {
	if _, err := d.owner(ctx, m, present, address); err != nil {
		return err
	}
	if err := d.setPassword(ctx, m.Login, wanted); err != nil {
		return err
	}
	return d.EndSessions(ctx, m.ID, session)
}

func (d *Door) setPassword(ctx context.Context, login, wanted string) error {
	hash, err := d.hash(ctx, login, wanted)
	if err != nil {
		return err
	}
	return d.alter(ctx, login, func(a *proposals.Account) error {
		a.Hash = hash
		return nil
	})
}
