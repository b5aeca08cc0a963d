package proposals

import (
	"strings"

	"talqy/proposals/redline"
	"talqy/proposals/text"
)

// merge carries a draft over to a newer edition of the law: base is the wording the draft started from, mine the draft,
// theirs the new wording in force. ok is false when both changed the same words, or words so near that they may be one expression («10 000», «01 мая», «двадцать
// месяцев»): only a person can say what the draft should now be.
func merge(base, mine, theirs string) (merged string, ok bool) {
	switch {
	case mine == base, mine == theirs:
		return theirs, true
	case theirs == base:
		return mine, true
	}
	a, b := edits(redline.Compare(base, mine)), edits(redline.Compare(base, theirs))
	var out strings.Builder
	at := 0
	take := func(e edit) {
		out.WriteString(base[at:e.from])
		out.WriteString(e.insert)
		at = e.to
	}
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && apart(base, a[0].to, b[0].from):
			take(a[0])
			a = a[1:]
		case len(a) == 0 || apart(base, b[0].to, a[0].from):
			take(b[0])
			b = b[1:]
		case a[0] == b[0]: // both made the same change
			take(a[0])
			a, b = a[1:], b[1:]
		default:
			return "", false
		}
	}
	out.WriteString(base[at:])
	return out.String(), true
}

// farWords is how many unchanged words must stand between two changes of one line for them to be independent.
const farWords = 3

// apart says whether two changes, of which one ends at to and the next begins at from, are independent.
func apart(base string, to, from int) bool {
	if to >= from {
		return false
	}
	between := base[to:from]
	return strings.Contains(between, "\n") || len(strings.Fields(between)) >= farWords
}

// edit puts insert in place of the bytes from–to of the base.
type edit struct {
	from, to int
	insert   string
}

// edits lists the changes of a redline by their place in the old text: what stands between two runs that stayed is one,
// however many units moved through it.
func edits(ops []redline.Op) []edit {
	var out []edit
	at, open := 0, false
	for _, op := range ops {
		if op.Kind == redline.Equal {
			at += len(op.Text)
			open = false
			continue
		}
		if !open {
			out = append(out, edit{from: at, to: at})
			open = true
		}
		last := &out[len(out)-1]
		if op.Kind == redline.Delete {
			at += len(op.Text)
			last.to = at
		} else {
			last.insert += op.Text
		}
	}
	return out
}

// changes is the change set that turns the old text of a redline into the new one.
func changes(ops []redline.Op) text.ChangeSet {
	var b text.Builder
	deleted, inserted := "", ""
	for _, op := range ops {
		switch op.Kind {
		case redline.Equal:
			b.Replace(deleted, inserted)
			b.Keep(op.Text)
			deleted, inserted = "", ""
		case redline.Delete:
			deleted += op.Text
		case redline.Insert:
			inserted += op.Text
		}
	}
	b.Replace(deleted, inserted)
	return b.ChangeSet()
}
