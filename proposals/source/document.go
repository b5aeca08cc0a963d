package source

import "talqy/proposals/act"

// readParagraphs makes the document from paragraphs, however the file gave them.
func readParagraphs(paragraphs []paragraph, name string, o options, cut bool) (*Document, error) {
	if len(paragraphs) == 0 {
		return nil, &Error{CodeEmpty, nil}
	}
	report := &Report{}
	markRemarks(paragraphs)
	markArticlesWithoutWord(paragraphs, report)
	markNamedParts(paragraphs)
	markContents(paragraphs)
	markSignatures(paragraphs)
	markQuoted(paragraphs, report)
	markDrawnTables(paragraphs)
	if err := recognise(paragraphs); err != nil {
		return nil, err
	}
	if err := checkEnd(paragraphs, cut, o, report); err != nil {
		return nil, err
	}
	e := &act.Expression{Lang: language(paragraphs), Date: editionDate(name)}
	rest := readHead(e, paragraphs, report)
	profile := profileOf(e, paragraphs)
	b := &builder{profile: profile, report: report}
	if len(e.Provisions) > 0 { // the preamble
		b.top = e.Provisions
	}
	e.Provisions = b.build(rest)
	assignEIDs(e.Provisions, "")
	for i, p := range report.noteUnits {
		if p != nil {
			report.Notes[i].EID = p.EID
		}
	}
	report.noteUnits = nil
	if e.Title == "" {
		e.Title = titleElsewhere(e, name)
		report.find(FindingTitle, 1, e.Title)
	}
	report.homoglyphs(paragraphs)
	report.brokenSentences(paragraphs)
	report.sort()
	report.Units = countUnits(e)
	return &Document{Expression: e, Profile: profile, Report: report}, nil
}
