package proposals

import "talqy/proposals/act"

// Bilingual is one text in the two languages of legislation, which have equal force (480-V art. 24(3)). Either may be empty.
type Bilingual struct {
	Ru string `json:"ru"`
	Kk string `json:"kk"`
}

// In gives the text in lang, or the other one where it is empty.
func (b Bilingual) In(lang act.Lang) string {
	if lang == act.Kazakh && b.Kk != "" || b.Ru == "" {
		return b.Kk
	}
	return b.Ru
}

// with gives b with the text in lang replaced.
func (b Bilingual) with(lang act.Lang, text string) Bilingual {
	if lang == act.Kazakh {
		b.Kk = text
	} else {
		b.Ru = text
	}
	return b
}
