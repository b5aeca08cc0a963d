package source

// readFormat recognises the format of a file by its first bytes and cuts it into paragraphs. Cut says that the file breaks
// off inside a letter. All errors are *Error.
func readFormat(content []byte) (paragraphs []paragraph, cut bool, err error) {
	if isPDF(content) {
		lines, ok := pdfLines(content)
		if !ok {
			return nil, false, notText(0, 1)
		}
		return assemble(each(lines)), false, nil
	}
	if isZip(content) {
		lines, ok := docxLines(content)
		if !ok {
			return nil, false, notText(0, 1)
		}
		return assemble(each(lines)), false, nil
	}
	text, cut, err := decode(content)
	if err != nil {
		return nil, false, err
	}
	if isPage(text) {
		return assemble(each(pageLines(text))), cut, nil
	}
	if width := wrapWidth(text); width > 0 {
		return assemble(unwrap(textLines(text), width)), cut, nil
	}
	return assemble(textLines(text)), cut, nil
}

func each(lines []rawLine) func(yield func(rawLine) bool) {
	return func(yield func(rawLine) bool) {
		for _, l := range lines {
			if !yield(l) {
				return
			}
		}
	}
}

// PlainText gives the text of a file that is nothing but text; ok is false for pages, papers and documents, and for what
// cannot be read.
func PlainText(content []byte) (text string, ok bool) {
	if isPDF(content) || isZip(content) {
		return "", false
	}
	text, cut, err := decode(content)
	if err != nil || cut || isPage(text) {
		return "", false
	}
	return text, true
}
