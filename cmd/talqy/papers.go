package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/server/docx"
	"talqy/server/pdf"
	"talqy/server/qr"
)

func writePDF(w io.Writer, d *paper.Document) error { return pdf.Document(w, d, qr.Squares) }

func writeDOCX(w io.Writer, d *paper.Document) error { return docx.Document(w, d, qr.Squares) }

func tableCommand() *cobra.Command {
	var out, title, subtitle, lang string
	var clean, parliament bool
	cmd := &cobra.Command{
		Use:   "table OLD NEW --out FILE.pdf",
		Short: "Print the comparative table of two texts as PDF or DOCX",
		Long: "Print the comparative table of two texts of an act, or of a part of one: a row for each article that\n" +
			"differs. A file whose name ends in .docx is for Word, with tracked changes; any other is PDF.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			old, err := readSide(args[0], act.Lang(lang))
			if err != nil {
				return err
			}
			new, err := readSide(args[1], act.Lang(lang))
			if err != nil {
				return err
			}
			rows := proposals.CompareTexts(old.provisions, new.provisions, new.title, new.lang, new.profile)
			if len(rows) == 0 {
				return fmt.Errorf("the texts do not differ")
			}
			said := func(s string) paper.Bilingual { return paper.Bilingual{Ru: s, Kk: s} }
			made := time.Now()
			d := paper.NewTable(paper.Head{Langs: []act.Lang{new.lang}, Date: made.Format(time.DateOnly), Made: made},
				paper.TableForm{Parliament: parliament, Redline: !clean, Title: said(title), Subtitle: said(subtitle)}, oneLanguage(new.lang, rows))
			write := writePDF
			if filepath.Ext(out) == ".docx" {
				write = writeDOCX
			}
			return writeFile(out, func(w io.Writer) error { return write(w, d) })
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "table.pdf", "the file to write; - is standard output, as PDF")
	cmd.Flags().StringVar(&title, "title", "", "the heading of the paper instead of the usual one")
	cmd.Flags().StringVar(&subtitle, "subtitle", "", "a line below the heading")
	cmd.Flags().StringVar(&lang, "lang", "", "ru or kk; by itself from the text")
	cmd.Flags().BoolVar(&clean, "clean", false, "print both wordings without marks")
	cmd.Flags().BoolVar(&parliament, "parliament", false, "the columns of Parliament's table: author, decision of the lead committee")
	return cmd
}

// oneLanguage makes rows of a table in one language.
func oneLanguage(lang act.Lang, rows []paper.Amendment) []paper.Compared {
	out := make([]paper.Compared, len(rows))
	for i, row := range rows {
		out[i].Texts = map[act.Lang]paper.Amendment{lang: row}
	}
	return out
}
