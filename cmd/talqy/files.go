package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
	"talqy/proposals/source"
	"talqy/server/pdf"
)

func outlineCommand() *cobra.Command {
	var asJSON, truncated bool
	cmd := &cobra.Command{
		Use:   "outline FILE",
		Short: "Show the structure of an act",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			document, err := readAct(args[0], truncated)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if asJSON {
				return writeJSON(out, outlineOf(document))
			}
			writeOutline(out, document)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole tree as JSON")
	cmd.Flags().BoolVar(&truncated, "accept-truncated", false, "take a file that breaks off")
	return cmd
}

func readAct(path string, truncated bool) (*source.Document, error) {
	content, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var options []source.Option
	if truncated {
		options = append(options, source.AcceptTruncated)
	}
	return readDocument(content, path, options...)
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// writeOutline prints the units down to articles, one a line, indented by depth, and then the counts and findings.
func writeOutline(w io.Writer, document *source.Document) {
	e := document.Expression
	fmt.Fprintf(w, "%s\n", e.Title)
	var walk func(provisions []*act.Provision, depth int)
	walk = func(provisions []*act.Provision, depth int) {
		for _, p := range provisions {
			switch p.Level {
			case act.LevelPart, act.LevelTitle, act.LevelChapter, act.LevelSection, act.LevelArticle, act.LevelAnnex:
				fmt.Fprintf(w, "%s%s\n", strings.Repeat("  ", depth), strings.TrimSpace(p.Label+" "+p.Heading))
				if p.Level != act.LevelArticle {
					walk(p.Children, depth+1)
				}
			}
		}
	}
	walk(e.Provisions, 0)
	fmt.Fprintln(w)
	for _, level := range []act.Level{act.LevelPart, act.LevelTitle, act.LevelChapter, act.LevelSection, act.LevelArticle,
		act.LevelParagraph, act.LevelSubparagraph, act.LevelPoint, act.LevelIndent, act.LevelNote, act.LevelAnnex, act.LevelTable} {
		if n := document.Report.Units[level]; n > 0 {
			fmt.Fprintf(w, "%-13s %6d\n", level, n)
		}
	}
	for _, f := range document.Report.Findings {
		fmt.Fprintf(w, "line %d: %s: %s\n", f.Line, f.Code, f.Text)
	}
}

func redlineCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "redline OLD NEW",
		Short: "Compare two texts by words",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			old, new, err := readTexts(args)
			if err != nil {
				return err
			}
			ops := redline.Compare(old, new)
			switch format {
			case "text":
				return writeMarks(cmd.OutOrStdout(), ops, "%s", "[-%s-]", "{+%s+}", func(s string) string { return s })
			case "html":
				return writeHTML(cmd.OutOrStdout(), ops)
			case "json":
				return writeJSON(cmd.OutOrStdout(), map[string]any{"ops": ops})
			}
			return fmt.Errorf("--format is text, html or json, not %q", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, html or json")
	return cmd
}

// writeMarks prints ops, each kind in its frame.
func writeMarks(w io.Writer, ops []redline.Op, equal, deleted, inserted string, escape func(string) string) error {
	frames := map[redline.Kind]string{redline.Equal: equal, redline.Delete: deleted, redline.Insert: inserted}
	for _, op := range ops {
		if _, err := fmt.Fprintf(w, frames[op.Kind], escape(op.Text)); err != nil {
			return err
		}
	}
	return nil
}

func writeHTML(w io.Writer, ops []redline.Op) error {
	if _, err := io.WriteString(w, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>redline</title>\n"+
		"<style>body{font:1.1rem/1.5 serif;max-width:42em;margin:2em auto;white-space:pre-wrap}"+
		"ins{font-weight:bold}</style>\n<main>"); err != nil {
		return err
	}
	if err := writeMarks(w, ops, "%s", "<del>%s</del>", "<ins>%s</ins>", html.EscapeString); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</main>\n")
	return err
}

func tableCommand() *cobra.Command {
	var out, title, subtitle, lang string
	var clean bool
	cmd := &cobra.Command{
		Use:   "table OLD NEW --out FILE.pdf",
		Short: "Print the comparative table of two texts as PDF",
		Long: "Print the comparative table of two texts of an act, or of a part of one, as PDF:\n" +
			"a row for each article that differs.",
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
			form := paper.Form{Title: title, Subtitle: subtitle, Lang: new.lang, Redline: !clean, Made: time.Now()}
			rows := proposals.CompareTexts(old.provisions, new.provisions, new.title, new.lang, new.profile)
			if len(rows) == 0 {
				return fmt.Errorf("the texts do not differ")
			}
			return writeFile(out, func(w io.Writer) error { return pdf.ComparisonTable(w, paper.NewComparisonTable(form, rows)) })
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "table.pdf", "the file to write; - is standard output")
	cmd.Flags().StringVar(&title, "title", "", "the heading of the paper instead of the usual one")
	cmd.Flags().StringVar(&subtitle, "subtitle", "", "a line below the heading")
	cmd.Flags().StringVar(&lang, "lang", "", "ru or kk; by itself from the text")
	cmd.Flags().BoolVar(&clean, "clean", false, "print both wordings without marks")
	return cmd
}

// side is one of the texts to compare.
type side struct {
	provisions []*act.Provision
	title      string
	lang       act.Lang
	profile    act.Profile
}

// readSide reads an act, or, where the file is no whole act, an excerpt.
func readSide(path string, lang act.Lang) (side, error) {
	if lang != "" && lang != act.Russian && lang != act.Kazakh {
		return side{}, fmt.Errorf("--lang is ru or kk, not %q", lang)
	}
	content, err := readFile(path)
	if err != nil {
		return side{}, err
	}
	document, err := readDocument(content, path, source.AcceptTruncated)
	if err == nil {
		return side{document.Expression.Provisions, document.Expression.Title, document.Expression.Lang, document.Profile}, nil
	}
	if !isExcerpt(err) {
		return side{}, fmt.Errorf("%s: %s", path, explain(err))
	}
	if lang == "" {
		lang = source.Language(string(content))
	}
	return side{source.ReadWording(string(content), lang, act.ProfileLaw), "", lang, act.ProfileLaw}, nil
}

// isExcerpt says that the file holds text, though no act.
func isExcerpt(err error) bool {
	refused, ok := err.(*source.Error)
	return ok && refused.Code == source.CodeNotRecognised
}

// writeFile writes to a file that is there whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(os.Stdout)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".talqy-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // it is gone when all went well
	if err := write(tmp); err != nil {
		tmp.Close() //nolint:errcheck // the first error counts
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
