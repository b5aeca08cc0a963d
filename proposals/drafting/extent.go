package drafting

import (
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// minExtent is the number of words below which an article is too short to speak of its half.
const minExtent = 20

// extent advises a new wording where more than half of an article has changed (480-V art. 26(9)). The Law measures a bill by
// articles; that an article itself is reworded rather than patched by words is the practice that follows from it.
func (c *change) extent() {
	if c.draft.Kind != Amend {
		return
	}
	for _, u := range c.new.roots {
		old := c.old.byKey[u.key]
		if u.p.Level != act.LevelArticle || old == nil || u.empty() {
			continue
		}
		percent := changedPercent(old.p.Wording(), u.p.Wording())
		if percent > 50 {
			c.warn(HalfChanged, nil, 0, -1, map[string]any{"unit": c.spoken(u), "percent": percent})
		}
	}
}

// changedPercent is the share of words struck out or added, whichever is more, in the words in force; 0 for short texts.
func changedPercent(old, new string) int {
	all := len(strings.Fields(old))
	if all < minExtent || old == new {
		return 0
	}
	deleted, inserted := 0, 0
	for _, op := range redline.Compare(old, new) {
		switch op.Kind {
		case redline.Delete:
			deleted += len(strings.Fields(op.Text))
		case redline.Insert:
			inserted += len(strings.Fields(op.Text))
		}
	}
	return max(deleted, inserted) * 100 / all
}
