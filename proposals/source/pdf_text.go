package source

// pdfRun is a piece of text at a place on the page.
type pdfRun struct {
	x, y, end, size float64
	text            string
	order           int
}

// pdfLines reads the text layer of a file, a printed line a line; page breaks leave no trace. False when the bytes are no
// PDF that can be read, or are locked.
func pdfLines(content []byte) ([]rawLine, bool) {
	f, ok := openPDF(content)
	if !ok || f.trailer["Encrypt"] != nil {
		return nil, false
	}
	fonts := make(map[pdfValue]*pdfFont)
	var lines []rawLine
	for _, page := range f.pages() {
		runs := f.pageRuns(page, fonts)
		lines = appendPage(lines, runs)
		if f.spent > maxUnpacked {
			return nil, false
		}
	}
	for i := range lines {
		lines[i].no = i + 1
	}
	return lines, true
}

// maxPages bounds the pages of one file.
const maxPages = 10_000

// pages lists the pages in order.
func (f *pdfFile) pages() []pdfDict {
	var pages []pdfDict
	seen := make(map[pdfRef]bool)
	var walk func(v pdfValue, inherited pdfValue, depth int)
	walk = func(v pdfValue, inherited pdfValue, depth int) {
		if ref, ok := v.(pdfRef); ok {
			if seen[ref] {
				return
			}
			seen[ref] = true
		}
		d := f.dict(v)
		if d == nil || depth > maxNesting || len(pages) >= maxPages {
			return
		}
		if d["Resources"] != nil {
			inherited = d["Resources"]
		}
		kids := f.array(d["Kids"])
		if kids == nil {
			pages = append(pages, pdfDict{"Contents": d["Contents"], "Resources": inherited})
			return
		}
		for _, kid := range kids {
			walk(kid, inherited, depth+1)
		}
	}
	walk(f.dict(f.trailer["Root"])["Pages"], nil, 0)
	return pages
}

// pageRuns reads the pieces of text of one page.
func (f *pdfFile) pageRuns(page pdfDict, fonts map[pdfValue]*pdfFont) []pdfRun {
	contents := pdfArray{page["Contents"]}
	if list := f.array(page["Contents"]); list != nil {
		contents = list
	}
	var data []byte
	drawn := make(map[pdfRef]bool)
	for _, part := range contents {
		ref, ok := part.(pdfRef)
		if !ok || f.objects[int(ref)] == nil || drawn[ref] {
			continue
		}
		drawn[ref] = true
		if piece, ok := f.unpack(f.objects[int(ref)]); ok {
			data = append(append(data, piece...), '\n')
		}
	}
	resources := f.dict(f.dict(page["Resources"])["Font"])
	r := &pdfReader{font: func(name string) *pdfFont {
		key := resources[name]
		if ref, ok := key.(pdfRef); ok {
			if font := fonts[ref]; font != nil {
				return font
			}
			font := f.font(f.dict(ref))
			fonts[ref] = font
			return font
		}
		return f.font(f.dict(key))
	}}
	r.read(data)
	return r.runs
}
