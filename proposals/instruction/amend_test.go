package instruction

import (
	"encoding/json"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// An excerpt from a file without a title is amended whatever the file is called, and what was not read is reported in its
// place.
func TestAmend(t *testing.T) {
	doc, err := source.Read([]byte("Статья 5. Мосты\n1. Мост содержит владелец.\n2. Мост осматривает инженер.\n"), "my file.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, c := Amend(doc, strings.Join([]string{
		"1. В Закон Республики Казахстан от 1 марта 2020 года «О мостах»:",
		"1) в пункте 1 статьи 5 слово «владелец» заменить словом «аким»;",
		"2) в пункте 2 статьи 5 слово «инженер» подчеркнуть;",
		"3) пункт 2 статьи 5 исключить.",
	}, "\n"))
	if want := "Статья 5. Мосты\n1. Мост содержит аким.\n2. Исключен."; c.Text != want {
		t.Errorf("got %q, want %q", c.Text, want)
	}
	got, err := json.Marshal(c.Instructions)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"n":1,"item":"1.1","raw":"1) в пункте 1 статьи 5 слово «владелец» заменить словом «аким»;","address":"пункт 1 статьи 5",` +
		`"kind":"substitution","status":"applied","reason":"","eids":["art_5__para_1"]},` +
		`{"n":2,"raw":"2) в пункте 2 статьи 5 слово «инженер» подчеркнуть;","address":"","kind":"","status":"failed",` +
		`"reason":"instruction_not_understood","candidates":["подчеркнуть"]},` +
		`{"n":3,"item":"1.3","raw":"3) пункт 2 статьи 5 исключить.","address":"пункт 2 статьи 5","kind":"repeal","status":"applied","reason":"",` +
		`"eids":["art_5__para_2"]}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The expression as amended has the eIds and ordinals of its new text, keeps the editors' remarks, and the one before stays
// as it was.
func TestApplyKeepsTheExpression(t *testing.T) {
	note := act.Note{Kind: act.NoteHistory, Text: "Сноска."}
	provisions := source.ReadWording("Статья 5. Мосты\n1. Мост:\n1) стоит;\n2) виден.\nСтатья 6. Броды\nБрод мелок.", act.Russian, act.ProfileLaw)
	provisions[0].Notes = []act.Note{note}
	old := &act.Expression{Title: "О мостах", Lang: act.Russian, Provisions: provisions}
	before := Text(old)
	instructions, _ := Parse("пункт 1 статьи 5 дополнить подпунктом 1-1) следующего содержания:\n«1-1) крепок:\nлетом;\nзимой;»", act.Russian)
	amended, results := Apply(old, act.ProfileLaw, instructions)
	if results[0].Status != Applied {
		t.Fatal(results)
	}
	if p := amended.Find("art_5__para_1__point_1-1__indent_3"); p == nil || p.Text != "зимой;" {
		t.Errorf("the new абзац is not found: %+v", p)
	}
	if notes := amended.Find("art_5").Notes; len(notes) != 1 || notes[0] != note {
		t.Errorf("notes %+v", notes)
	}
	if Text(old) != before {
		t.Error("the old expression was changed")
	}
}
