package proposals

import (
	"errors"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
)

// maxInstructText bounds each text that instructions are derived from, in bytes: several times the longest article in force.
const maxInstructText = 128 << 10

// CodeNotExpressible says that no official instruction makes the one wording of the other; args: unit.
const CodeNotExpressible = "not_expressible"

// Instruct gives the amending instructions in lang that make new of old, two wordings of articles of an act, each item on
// its own lines. They come from the same two texts as the redline and the row of the table, so they cannot disagree.
func (w *Workbench) Instruct(id ActID, lang act.Lang, old, new string) (string, error) {
	a, err := w.Act(id)
	if err != nil {
		return "", err
	}
	if len(old) > maxInstructText || len(new) > maxInstructText {
		return "", Refuse(CodeTextTooLong, "limit", maxInstructText)
	}
	mods, err := instruction.DeriveText(old, new, lang, a.Profile)
	var not *instruction.NotExpressible
	if errors.As(err, &not) {
		return "", Refuse(CodeNotExpressible, "unit", not.Unit)
	}
	if err != nil {
		return "", err
	}
	return instruction.Compose(mods, lang), nil
}
