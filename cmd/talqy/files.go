package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/source"
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
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "redline OLD NEW",
		Short: "Compare two texts by words",
		Long: "Compare two texts by words. Struck words stand in [-…-], added ones in {+…+}, a unit's own number that changed in\n" +
			"[#…#] and {#…#}; a unit that moved stands in [<1 …<] where it was and in {>1 …>} where it is.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			old, new, err := readTexts(args)
			if err != nil {
				return err
			}
			ops := redline.Compare(old, new)
			if asJSON {
				format = "json"
			}
			switch format {
			case "text":
				return writeRedline(cmd.OutOrStdout(), ops, textFrames)
			case "html":
				return writeRedlinePage(cmd.OutOrStdout(), ops)
			case "json":
				return writeJSON(cmd.OutOrStdout(), map[string]any{"ops": ops, "changes": redline.Changes(ops)})
			}
			return fmt.Errorf("--format is text, html or json, not %q", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, html or json")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
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
