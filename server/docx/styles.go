package docx

// headings is how many styles of headings there are.
const headings = 6

// cellMargin is the room at the left and the right of a cell's words, twips.
const cellMargin = 79

// bodyIndent is the first line's indent of the body style, mm, as official papers have it.
const bodyIndent = 12.5

// styles writes the named styles: whoever edits the paper changes a style once, and the headings are those that a word
// processor's navigation lists.
func (s *setting) styles(x *markup) {
	half := func(points float64) int { return max(2, int(points*s.scale*2+0.5)) }
	x.raw(`<w:styles xmlns:w="` + wordNamespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>`)
	x.size(half(bodyPoints))
	x.raw(`<w:lang w:val="` + language(s.Lang) + `"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>` +
		`<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	st := styleSheet{x, half}
	st.paragraph("Normal", "Normal", "", `w:default="1" `, "", 0, false)
	st.paragraph("BodyText", "Body Text", "Normal", "", `<w:ind w:firstLine="`+decimal(mm(bodyIndent))+`"/><w:jc w:val="both"/>`, 0, false)
	for level := 1; level <= headings; level++ {
		n := decimal(level)
		st.paragraph("Heading"+n, "heading "+n, "Normal", "", `<w:keepNext/><w:keepLines/><w:outlineLvl w:val="`+decimal(level-1)+`"/>`, 0, true)
	}
	st.paragraph("Signature", "Signature", "Normal", "", `<w:keepLines/><w:spacing w:before="480"/>`, 0, false)
	st.paragraph("Lines", "Ruled Line", "Normal", "", `<w:spacing w:line="`+decimal(mm(9))+`" w:lineRule="exact"/>`, 0, false)
	st.paragraph("TableText", "Table Text", "Normal", "", `<w:spacing w:after="40"/>`, tablePoints, false)
	st.paragraph("TableHeading", "Table Heading", "TableText", "", `<w:jc w:val="center"/>`, 0, true)
	st.paragraph("CardText", "Card Text", "Normal", "", `<w:jc w:val="center"/>`, tablePoints, false)
	st.paragraph("Footer", "footer", "Normal", "", "", footPoints, false)
	x.raw(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>` + margins(0, cellMargin) + `</w:tblCellMar></w:tblPr></w:style>`)
	st.table("Ruled", "Ruled Table", `<w:tblBorders>`+borders("single", 4, "auto")+`</w:tblBorders><w:tblCellMar>`+margins(mm(0.5), cellMargin)+`</w:tblCellMar>`)
	st.table("Bare", "Bare", `<w:tblCellMar>`+margins(0, 0)+`</w:tblCellMar>`)
	st.table("SideBySide", "Side by Side", `<w:tblCellMar>`+margins(0, 113)+`</w:tblCellMar>`)
	st.table("Cards", "Cards", `<w:jc w:val="center"/><w:tblBorders>`+borders("dashed", 4, "808080")+`</w:tblBorders><w:tblCellMar>`+
		margins(0, mm(cardPadding)/2)+`</w:tblCellMar>`)
	x.raw(`</w:styles>`)
}

// styleSheet writes styles.
type styleSheet struct {
	*markup
	half func(points float64) int
}

func (s styleSheet) paragraph(id, name, basedOn, attributes, properties string, points float64, bold bool) {
	s.raw(`<w:style w:type="paragraph" ` + attributes + `w:styleId="` + id + `"><w:name w:val="` + name + `"/>`)
	if basedOn != "" {
		s.raw(`<w:basedOn w:val="` + basedOn + `"/>`)
	}
	s.raw(`<w:qFormat/>`)
	if properties != "" {
		s.raw(`<w:pPr>` + properties + `</w:pPr>`)
	}
	if bold || points > 0 {
		s.raw(`<w:rPr>`)
		if bold {
			s.raw(`<w:b/><w:bCs/>`)
		}
		if points > 0 {
			s.size(s.half(points))
		}
		s.raw(`</w:rPr>`)
	}
	s.raw(`</w:style>`)
}

func (s styleSheet) table(id, name, properties string) {
	s.raw(`<w:style w:type="table" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="TableNormal"/><w:tblPr>` + properties + `</w:tblPr></w:style>`)
}

func borders(kind string, eighths int, colour string) string {
	out := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		out += `<w:` + side + ` w:val="` + kind + `" w:sz="` + decimal(eighths) + `" w:space="0" w:color="` + colour + `"/>`
	}
	return out
}

// margins are those inside the cells of a table, above and below, left and right.
func margins(vertical, horizontal int) string {
	v, h := decimal(vertical), decimal(horizontal)
	return `<w:top w:w="` + v + `" w:type="dxa"/><w:left w:w="` + h + `" w:type="dxa"/><w:bottom w:w="` + v + `" w:type="dxa"/><w:right w:w="` + h + `" w:type="dxa"/>`
}
