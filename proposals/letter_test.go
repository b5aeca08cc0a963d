package proposals_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
)

var almaty = time.FixedZone("Asia/Almaty", 5*60*60)

// letters writes what is due at a time, a line a letter.
func letters(bench *proposals.Workbench, at time.Time) string {
	var b strings.Builder
	for _, l := range bench.Letters(at, almaty) {
		fmt.Fprintf(&b, "%s digest=%v", l.Preferences.Email, l.Digest)
		for _, n := range l.Notices {
			fmt.Fprintf(&b, " %s:%s", n.Reason, n.Words)
		}
		if l.More > 0 {
			fmt.Fprintf(&b, " +%d", l.More)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func wantLetters(t *testing.T, bench *proposals.Workbench, at time.Time, want string) {
	t.Helper()
	if got := letters(bench, at); got != want {
		t.Errorf("at %s due are\n%swant\n%s", at.In(almaty).Format("02 15:04"), got, want)
	}
}

func (w *world) wants(t testing.TB, m proposals.Member, p proposals.Preferences) {
	t.Helper()
	p.Email, p.Lang = string(m.ID)+"@group.example", "ru"
	ok(t, w.SetPreferences(context.Background(), m, p))
}

// A daily digest is due at its hour in the group's own time zone, tells what came since the address was given and was not
// read, and is not sent twice, by this process or the next.
func TestDailyDigest(t *testing.T) {
	w := newWorld(t) // noon of 23 November in London is 17:00 in Almaty
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Comment(ctx, w.other, id, "comment-0", "До адреса.", nil))
	w.wants(t, w.author, proposals.Preferences{Digest: proposals.DigestDaily, Hour: 9})
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Прочитано.", nil))
	ok(t, w.MarkRead(ctx, w.author, w.Notices(w.author, 0, 1).UpTo, nil))
	ok(t, w.Comment(ctx, w.other, id, "comment-2", "Ждёт.", nil))
	evening := w.clock.Now()
	wantLetters(t, w.Workbench, evening, "")
	morning := time.Date(2026, 11, 24, 9, 0, 0, 0, almaty)
	wantLetters(t, w.Workbench, morning.Add(-time.Minute), "")
	due := "member-0@group.example digest=true comment:Ждёт.\n"
	wantLetters(t, w.Workbench, morning, due)
	wantLetters(t, w.open(t), morning.Add(time.Hour), due) // it was down at the hour
	w.clock.Skip(morning.Sub(w.clock.Now()))
	ok(t, w.Mailed(ctx, w.Letters(morning, almaty)[0]))
	ok(t, w.Comment(ctx, w.other, id, "comment-3", "После письма.", nil))
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		wantLetters(t, bench, morning.Add(time.Hour), "")
		wantLetters(t, bench, morning.Add(24*time.Hour), "member-0@group.example digest=true comment:После письма.\n")
	}
}

// A comment is made half a minute after the hour, then the clock is set right by a minute and another one is made, of the hour before.
// The digest of the hour tells the other one alone; it said that it had told all up to it, and nobody was ever told of the first.
func TestADigestPassesNothingOverWhereTheClockStepsBack(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.wants(t, w.author, proposals.Preferences{Digest: proposals.DigestHourly})
	hour := w.clock.Now().Truncate(time.Hour).Add(time.Hour)
	at := func(d time.Duration) time.Time {
		t.Helper()
		return w.clock.Skip(hour.Add(d).Sub(w.clock.Now()) - time.Second)
	}
	at(-2 * time.Minute)
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Задолго.", nil))
	at(30 * time.Second)
	ok(t, w.Comment(ctx, w.other, id, "comment-2", "После часа.", nil))
	at(-30 * time.Second)
	ok(t, w.Comment(ctx, w.other, id, "comment-3", "До часа.", nil))
	at(time.Minute)
	ok(t, w.Comment(ctx, w.other, id, "comment-4", "Снова после.", nil))
	now := at(2 * time.Minute)
	wantLetters(t, w.Workbench, now, "member-0@group.example digest=true comment:Задолго. comment:До часа.\n")
	ok(t, w.Mailed(ctx, w.Letters(now, almaty)[0]))
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		wantLetters(t, bench, hour.Add(59*time.Minute), "")
		wantLetters(t, bench, hour.Add(time.Hour), "member-0@group.example digest=true comment:После часа. comment:Снова после.\n")
	}
	w.clock.Skip(time.Hour)
	ok(t, w.Mailed(ctx, w.Letters(hour.Add(time.Hour), almaty)[0]))
	wantLetters(t, w.open(t), hour.Add(2*time.Hour), "")
}

// A mention goes at once and is not told again by the digest; with the digest off nothing else is sent.
func TestMentionGoesAtOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.wants(t, w.lawyer, proposals.Preferences{Digest: proposals.DigestHourly, Mentions: true})
	w.wants(t, w.organiser, proposals.Preferences{Digest: proposals.DigestOff, Mentions: true})
	ok(t, w.Comment(ctx, w.lawyer, id, "comment-1", "Вопрос.", nil))
	ok(t, w.Reply(ctx, w.other, id, "comment-1", "reply-01", "Ответ."))
	ok(t, w.Reply(ctx, w.other, id, "comment-1", "reply-02", "А вы, @["+string(w.lawyer.ID)+"] и @["+string(w.organiser.ID)+"]?"))
	now := w.clock.Now()
	mention := "mention:А вы, @Член группы и @Член группы?"
	wantLetters(t, w.Workbench, now, "lawyer-0@group.example digest=false "+mention+"\norganiser-0@group.example digest=false "+mention+"\n")
	for _, l := range w.Letters(now, almaty) {
		ok(t, w.Mailed(ctx, l))
	}
	wantLetters(t, w.Workbench, now, "")
	wantLetters(t, w.open(t), now.Add(time.Hour), "lawyer-0@group.example digest=true reply:Ответ.\n")
}

// A day has its bound, and a long digest its own: what is left out is counted and not sent later.
func TestLettersAreBounded(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.wants(t, w.author, proposals.Preferences{Digest: proposals.DigestHourly})
	for i := range proposals.MaxLetterNotices + 5 {
		ok(t, w.Comment(ctx, w.other, id, proposals.CommentID(fmt.Sprintf("comment-%d", i)), "Раз.", nil))
	}
	sent := 0
	for hour := range 48 {
		at := w.clock.Skip(time.Hour)
		for _, l := range w.Letters(at, almaty) {
			if hour == 0 && (l.More != 5 || len(l.Notices) != proposals.MaxLetterNotices) {
				t.Errorf("the first digest tells %d and leaves out %d", len(l.Notices), l.More)
			}
			if hour > 0 && len(l.Notices)+l.More != 1 {
				t.Errorf("the digest of hour %d tells %d", hour, len(l.Notices)+l.More)
			}
			ok(t, w.Mailed(ctx, l))
			sent++
		}
		if hour == 23 && sent != proposals.MaxLettersADay {
			t.Errorf("%d letters in a day", sent)
		}
		if hour == 47 {
			break
		}
		if sent < proposals.MaxLettersADay {
			ok(t, w.Comment(ctx, w.other, id, proposals.CommentID(fmt.Sprintf("hourly-%d", hour)), "Час.", nil))
		}
	}
}

// Preferences are checked, kept, and nobody else's; a link ends all letters to its address, once and for good.
func TestPreferences(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	if p := w.Preferences(w.author); p.Digest != proposals.DigestOff || p.Email != "" || p.Hour != proposals.DefaultHour {
		t.Errorf("who has chosen nothing has %+v", p)
	}
	good := proposals.Preferences{Email: " marina@fond.example ", Digest: proposals.DigestDaily, Hour: 7, Mentions: true, Lang: "kk"}
	for code, change := range map[string]func(*proposals.Preferences){
		proposals.CodeBadEmail:      func(p *proposals.Preferences) { p.Email = "marina@fond" },
		proposals.CodeEmpty:         func(p *proposals.Preferences) { p.Email = "" },
		proposals.CodeUnknownChoice: func(p *proposals.Preferences) { p.Hour = 24 },
	} {
		bad := good
		change(&bad)
		wantCode(t, w.SetPreferences(ctx, w.author, bad), code)
	}
	ok(t, w.SetPreferences(ctx, w.author, good))
	kept := w.open(t).Preferences(w.author)
	if kept.Email != "marina@fond.example" || kept.Hour != 7 || !kept.Mentions || kept.Lang != "kk" || kept.Unsubscribe == "" {
		t.Errorf("kept is %+v", kept)
	}
	wantCode(t, w.Unsubscribe(ctx, ""), proposals.CodeNotFound)
	wantCode(t, w.Unsubscribe(ctx, "guessed"), proposals.CodeNotFound)
	events := len(w.memory.All())
	for range 2 {
		ok(t, w.Unsubscribe(ctx, kept.Unsubscribe))
	}
	if p := w.Preferences(w.author); p.Digest != proposals.DigestOff || p.Mentions || len(w.memory.All())-events != 1 {
		t.Errorf("after the link: %+v", p)
	}
	ok(t, w.SetPreferences(ctx, w.author, proposals.Preferences{Email: "new@fond.example", Digest: proposals.DigestDaily, Lang: "ru"}))
	wantCode(t, w.open(t).Unsubscribe(ctx, kept.Unsubscribe), proposals.CodeNotFound)
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"a@b.kz", "a..b@c.kz", "@b.kz", "a@b.kz\r\nBcc: c@d.kz", "ә@b.kz", "a@-b.kz", "\"a b\"@c.kz", "a@b.kz,c@d.kz"} {
		f.Add(s)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, s string) {
		err := w.SetPreferences(context.Background(), w.author, proposals.Preferences{Email: s, Digest: proposals.DigestOff, Lang: "ru"})
		if err == nil && strings.ContainsAny(strings.TrimSpace(s), "\r\n \t<>,;:\"()[]\\") {
			t.Errorf("%q was taken", s)
		}
	})
}
