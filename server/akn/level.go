package akn

import (
	"strings"

	"talqy/proposals/act"
)

// hierarchy are the levels that have an element of the same name in the hierarchy of Akoma Ntoso. The words are the
// standard's, the ranks are ours: a параграф of a chapter is a section, a пункт is a paragraph (see the glossary).
var hierarchy = map[act.Level]bool{
	act.LevelPart: true, act.LevelTitle: true, act.LevelSubtitle: true, act.LevelChapter: true, act.LevelSection: true,
	act.LevelArticle: true, act.LevelParagraph: true, act.LevelSubparagraph: true, act.LevelPoint: true, act.LevelIndent: true,
}

// named are the levels without such an element. They are an hcontainer of that name: «Примечание» that is law and a table
// always, the others where they stand elsewhere than the standard expects them.
var named = map[act.Level]bool{
	act.LevelNote: true, act.LevelTable: true, act.LevelAnnex: true, act.LevelPreamble: true, act.LevelConclusions: true,
}

// elementOf gives the element that holds a unit of the level in the hierarchy.
func elementOf(level act.Level) (name string, attrs []attr) {
	if hierarchy[level] {
		return string(level), nil
	}
	return "hcontainer", []attr{{"name", string(level)}}
}

// levelOf is the reverse of elementOf; it also takes the containers that hold units outside the hierarchy. It gives the empty
// level for an element that is no unit.
func levelOf(el *element) act.Level {
	switch el.name {
	case "hcontainer":
		if level := act.Level(el.attr("name")); named[level] {
			return level
		}
	case "container":
		if level := act.Level(el.attr("name")); named[level] || hierarchy[level] {
			return level
		}
	default:
		if level := act.Level(el.name); hierarchy[level] {
			return level
		}
	}
	return ""
}

// numOf tells the number of a unit from its eId: «128-1» from art_128-1, «2» from art_5__indent_2. A unit without a printed
// number is only counted in its eId, but an indent and a subparagraph carry their ordinal.
func numOf(level act.Level, eid, label string) string {
	switch level {
	case act.LevelPreamble, act.LevelConclusions, act.LevelNote, act.LevelTable:
		return ""
	case act.LevelIndent, act.LevelSubparagraph:
	default:
		if label == "" {
			return ""
		}
	}
	if i := strings.LastIndex(eid, "__"); i >= 0 {
		eid = eid[i+2:]
	}
	_, num, _ := strings.Cut(eid, "_")
	num, _, _ = strings.Cut(num, "~") // «art_5~2» is the second article of that number
	return num
}
