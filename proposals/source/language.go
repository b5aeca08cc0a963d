package source

import "talqy/proposals/act"

// Language says in which of the two languages a text is written, by the letters that only Kazakh has.
func Language(text string) act.Lang {
	var c letterCount
	c.add(text)
	return c.language()
}

// enoughLetters settle the language of a long text.
const enoughLetters = 100_000

// letterCount counts letters and those of them that only Kazakh has. Russian acts cite Kazakh names, so a few decide
// nothing.
type letterCount struct{ letters, kazakh int }

func (c *letterCount) add(text string) {
	for _, r := range text {
		if r < 'А' {
			continue
		}
		c.letters++
		switch r {
		case 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ':
			c.kazakh++
		}
		if c.letters >= enoughLetters {
			return
		}
	}
}

func (c *letterCount) language() act.Lang {
	if c.kazakh*20 > c.letters {
		return act.Kazakh
	}
	return act.Russian
}

// language finds the language of a whole act.
func language(paragraphs []paragraph) act.Lang {
	var c letterCount
	for i := range paragraphs {
		if c.letters >= enoughLetters {
			break
		}
		c.add(paragraphs[i].text)
	}
	return c.language()
}
