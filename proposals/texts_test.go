package proposals_test

import (
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
)

func TestCompareTextsGivesARowForEachArticleThatDiffers(t *testing.T) {
	const two = "Статья 1. Цель\nПервая.\nСтатья 1. Цель\nВторая.\nСтатья 2. Приют\nТретья."
	for name, tc := range map[string]struct{ old, new, want string }{
		"equal, with a doubled number": {two, two, ""},
		"the second of two alike":      {two, strings.Replace(two, "Вторая", "Иная", 1), "Статья 1"},
		"added and gone":               {two, strings.Replace(two, "Статья 2. Приют\nТретья.", "Статья 3. Суд\nНовая.", 1), "Статья 3, Статья 2"},
		"outside articles":             {"Глава 1. Общее\n" + two, "Глава 1. Общие положения\n" + two, ""},
		"no articles":                  {"Баспана отыз тәулікке беріледі.", "Баспана қырық тәулікке беріледі.", ""},
	} {
		read := func(text string) []*act.Provision { return source.ReadWording(text, act.Russian, act.ProfileLaw) }
		var got []string
		rows := proposals.CompareTexts(read(tc.old), read(tc.new), "", act.Russian, act.ProfileLaw)
		for _, r := range rows {
			if r.Address != "" {
				got = append(got, r.Address)
			}
		}
		if strings.Join(got, ", ") != tc.want || (tc.old == tc.new) != (len(rows) == 0) {
			t.Errorf("%s: rows %q (%d), want %q", name, got, len(rows), tc.want)
		}
	}
}
