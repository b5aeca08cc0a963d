package act_test

import (
	"testing"

	"talqy/proposals/act"
)

func TestWording(t *testing.T) {
	e := readModel(t).Expression
	for eid, want := range map[string]string{
		"art_2-1": "Статья 2-1. Ледовые переправы\nЛедовая переправа открывается решением акима.",
		"art_2": "Статья 2. Содержание мостов\n1. Мост содержит владелец.\nВладелец осматривает мост:\n1) весной;\n2) осенью.\n" +
			"2. Сведения передаются ежегодно.\n2-1. Сведения хранятся десять лет.\nПримечание. Владельцем признается также арендатор.",
		"art_1__point_2": "2) брод – мелкое место:\nлетний;\nзимний;",
	} {
		if got := e.Find(eid).Wording(); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", eid, got, want)
		}
	}
}

// The printed line is label, space and heading or text; words of a unit with a heading, and below a bare «Статья 9», stand
// on the next line.
func TestLines(t *testing.T) {
	for _, test := range []struct {
		p    act.Provision
		want []string
	}{
		{act.Provision{Level: act.LevelPoint, Label: "9-1)", Text: "ночью;"}, []string{"9-1) ночью;"}},
		{act.Provision{Level: act.LevelPoint, Label: "9-1)"}, []string{"9-1)"}},
		{act.Provision{Level: act.LevelArticle, Label: "Статья 9", Text: "Мост стоит."}, []string{"Статья 9", "Мост стоит."}},
		{act.Provision{Level: act.LevelArticle, Label: "Статья 9.", Heading: "Мост", Text: "Мост стоит."}, []string{"Статья 9. Мост", "Мост стоит."}},
		{act.Provision{Level: act.LevelArticle, Label: "Статья 1.", Text: "Внести изменения:"}, []string{"Статья 1. Внести изменения:"}},
		{act.Provision{Level: act.LevelPart, Heading: "ОБЩАЯ ЧАСТЬ"}, []string{"ОБЩАЯ ЧАСТЬ"}},
		{act.Provision{Level: act.LevelTable, Text: "Река\tДней\nЧу\t5"}, []string{"Река\tДней", "Чу\t5"}},
		{act.Provision{Level: act.LevelIndent, Text: "влечет штраф."}, []string{"влечет штраф."}},
	} {
		got := test.p.Lines()
		if len(got) != len(test.want) {
			t.Errorf("got %q, want %q", got, test.want)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("got %q, want %q", got, test.want)
			}
		}
	}
}
