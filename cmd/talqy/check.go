package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"talqy/proposals/act"
	"talqy/proposals/drafting"
	"talqy/proposals/source"
	"talqy/server/api"
)

// Exit statuses of check, as those of grep and diff: nothing found, something found, could not look.
const (
	statusWarned = 1
	statusFailed = 2
)

// ending ends the program with a status of its own; err is nil when there is nothing more to say.
type ending struct {
	status int
	err    error
}

func (e *ending) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *ending) Unwrap() error { return e.err }

func (e *ending) report(w io.Writer) int {
	if e.err != nil {
		fmt.Fprintln(w, "talqy:", explain(e.err)) //nolint:errcheck // the last words of the program
	}
	return e.status
}

func checkCommand() *cobra.Command {
	var against, lang, profile, in string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Check a draft against the rules of legislative technique",
		Long: "Check a draft of articles, a whole act or an amending act (told by its text) against articles 23–27 and 42\n" +
			"of the Law «On legal acts» and print each warning with its place and the rule. With --against, only what the draft\n" +
			"changes is warned of, and the instructions of an amending act are tried on that act. The exit status is 1 when\n" +
			"there are warnings, 2 when the file could not be checked.",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return &ending{statusFailed, err}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := newChecking(args[0], against, lang, profile)
			if err != nil {
				return &ending{statusFailed, err}
			}
			if in == "" {
				in = string(c.lang)
			}
			if _, ok := api.Sentence(in, "internal", nil); !ok {
				return &ending{statusFailed, fmt.Errorf("--in is ru, kk or en, not %q", in)}
			}
			warnings := c.warnings()
			if err := c.print(cmd.OutOrStdout(), warnings, in, asJSON); err != nil {
				return &ending{statusFailed, err}
			}
			if len(warnings) > 0 {
				return &ending{status: statusWarned}
			}
			return nil
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &ending{statusFailed, err} })
	flags := cmd.Flags()
	flags.StringVar(&against, "against", "", "the act in force, or an excerpt of it, that the draft changes")
	flags.StringVar(&lang, "lang", "", "ru or kk: the language of the draft; by itself from the text")
	flags.StringVar(&profile, "profile", "", "law, code or bylaw; by itself from the act")
	flags.StringVar(&in, "in", "", "ru, kk or en: the language of the warnings; that of the draft by itself")
	flags.BoolVar(&asJSON, "json", false, "print the warnings as data")
	return cmd
}

// placedWarning is a warning with its place in the file: line and column from 1, in characters; 0 for the file as a whole.
type placedWarning struct {
	drafting.Warning
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// checking is one file to check.
type checking struct {
	text    string
	lines   []string
	lang    act.Lang
	profile act.Profile
	own     *source.Document // the file as an act; nil when it is no act
	against *source.Document // nil without --against
	old     string           // --against as plain text
}

func newChecking(path, against, lang, profile string) (*checking, error) {
	text, err := readAmending(path)
	if err != nil {
		return nil, err
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.TrimSpace(text) == "" {
		return nil, fmt.Errorf("%s: the file is empty", path)
	}
	c := &checking{text: text, lines: strings.Split(text, "\n")}
	if c.lang, c.profile, err = languageAndProfile(text, lang, profile); err != nil {
		return nil, err
	}
	if document, err := readDocument([]byte(text), path, source.AcceptTruncated); err == nil {
		c.own = document
	}
	if against == "" {
		return c, nil
	}
	if c.old, err = readAmending(against); err != nil {
		return nil, err
	}
	document, err := readAct(against, true)
	var refused *source.Error
	switch {
	case err == nil:
		c.against = document
		if profile == "" {
			c.profile = document.Profile
		}
	case !errors.As(err, &refused) || refused.Code != source.CodeNotRecognised:
		return nil, fmt.Errorf("%s: %s", against, explain(err))
	}
	return c, nil
}

func (c *checking) warnings() []placedWarning {
	if drafting.IsAmending(c.text, c.lang) {
		found := drafting.CheckAmending(drafting.AmendingText{Text: c.text, Lang: c.lang, Target: c.against})
		return c.place(found, c.text, 0)
	}
	articles := c.articles()
	if len(articles) == 0 {
		text := drafting.Text{Current: c.old, Proposed: c.text}
		return c.place(drafting.Check(c.draft(drafting.Amend, "", text)), c.text, 0)
	}
	var all []placedWarning
	before := ""
	for _, a := range articles {
		text := drafting.Text{Proposed: a.text}
		kind, target := drafting.Amend, ""
		switch {
		case c.against == nil && c.own != nil:
			text.Act = c.own.Expression
		case c.against != nil:
			text.Act = c.against.Expression
			if old := c.against.Expression.Find(a.eid); old != nil {
				text.Current, target, before = old.Wording(), a.eid, a.eid
			} else {
				kind, target = drafting.Insert, before
			}
		}
		found := drafting.Check(c.draft(kind, target, text))
		if c.against == nil && len(articles) > manyArticles {
			found = withoutLiability(found)
		}
		all = append(all, c.place(found, a.text, a.line)...)
	}
	return all
}

// manyArticles is more than a draft of new articles has: such a file is an act in force, whose sanctions are not new.
const manyArticles = 20

func withoutLiability(found []drafting.Warning) []drafting.Warning {
	var kept []drafting.Warning
	for _, w := range found {
		if w.Code != drafting.LiabilityNew {
			kept = append(kept, w)
		}
	}
	return kept
}

func (c *checking) draft(kind drafting.Kind, target string, text drafting.Text) drafting.Draft {
	return drafting.Draft{Kind: kind, Target: target, Profile: c.profile, Texts: map[act.Lang]drafting.Text{c.lang: text}}
}

// fileArticle is an article of the file with the line, from 0, that it begins at.
type fileArticle struct {
	eid, text string
	line      int
}

// articles cuts the file into its articles. The text of an article is that of the file, blanks included, unless editors'
// remarks stand in it.
func (c *checking) articles() []fileArticle {
	var provisions []*act.Provision
	if c.own != nil {
		provisions = c.own.Expression.Articles()
	} else {
		for _, p := range source.ReadWording(c.text, c.lang, c.profile) {
			if p.Level == act.LevelArticle {
				provisions = append(provisions, p)
			}
		}
	}
	starts := make([]int, len(provisions)+1)
	starts[len(provisions)] = len(c.lines)
	at := 0
	for i, p := range provisions {
		first, _, _ := strings.Cut(p.Wording(), "\n")
		starts[i] = at
		for n := at; n < len(c.lines); n++ {
			if squeezed(c.lines[n]) == first {
				starts[i], at = n, n+1
				break
			}
		}
	}
	var list []fileArticle
	for i, p := range provisions {
		text := p.Wording()
		raw := strings.Join(c.lines[starts[i]:max(starts[i], starts[i+1])], "\n")
		if read := source.ReadWording(raw, c.lang, c.profile); len(read) == 1 && read[0].Wording() == text {
			text = raw
		}
		list = append(list, fileArticle{p.EID, text, starts[i]})
	}
	return list
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// place finds the line and the column of warnings on a text that begins at a line of the file.
func (c *checking) place(found []drafting.Warning, text string, first int) []placedWarning {
	placed := make([]placedWarning, 0, len(found))
	for _, w := range found {
		p := placedWarning{Warning: w}
		switch {
		case w.From >= 0:
			p.Line, p.Column = c.lineAndColumn(text, w.From, first)
		case first > 0:
			p.Line, p.Column = first+1, 1
		}
		placed = append(placed, p)
	}
	return placed
}

// lineAndColumn finds a position of a text, in UTF-16 code units, in the file: the line that has the same words, from the
// line first on.
func (c *checking) lineAndColumn(text string, position, first int) (line, column int) {
	units := 0
	for n, l := range strings.Split(text, "\n") {
		column = 1
		for _, r := range l {
			if units == position {
				break
			}
			units++
			if r > 0xffff {
				units++
			}
			column++
		}
		if units != position {
			units++ // the line break
			continue
		}
		if first+n < len(c.lines) && c.lines[first+n] == l {
			return first + n + 1, column
		}
		for at := first; at < len(c.lines); at++ {
			if squeezed(c.lines[at]) == squeezed(l) {
				indent := len([]rune(c.lines[at])) - len([]rune(strings.TrimLeft(c.lines[at], " \t\u00a0")))
				return at + 1, column + indent
			}
		}
		return first + 1, 1
	}
	return first + 1, 1
}

// print writes a warning a line, «FILE line:column: rule: sentence», or all as data.
func (c *checking) print(out io.Writer, warnings []placedWarning, in string, asJSON bool) error {
	for i := range warnings {
		w := &warnings[i]
		w.Message, _ = api.Sentence(in, "warning_"+string(w.Code), w.Args)
		if reason, ok := w.Args["reason"].(string); ok {
			if why, ok := api.Sentence(in, "reason_"+reason, nil); ok {
				w.Message += " " + why
			}
		}
	}
	if asJSON {
		return writeJSON(out, map[string]any{"lang": c.lang, "profile": c.profile, "warnings": warnings})
	}
	for _, w := range warnings {
		place := "–"
		if w.Line > 0 {
			place = fmt.Sprintf("%d:%d", w.Line, w.Column)
		}
		if _, err := fmt.Fprintf(out, "%s: %s (%s, %s)\n", place, w.Message, w.Rule, w.Code); err != nil {
			return err
		}
	}
	return nil
}
