package source

// paragraphsOf recognises the format of a text by its first bytes and cuts it into paragraphs.
func paragraphsOf(text string) []paragraph {
	if isPage(text) {
		lines := pageLines(text)
		return assemble(func(yield func(rawLine) bool) {
			for _, l := range lines {
				if !yield(l) {
					return
				}
			}
		})
	}
	return assemble(textLines(text))
}
