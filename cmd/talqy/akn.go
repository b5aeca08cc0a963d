package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"talqy/server/akn"
)

func aknCommand() *cobra.Command {
	var out, adopted, number, date string
	var truncated bool
	cmd := &cobra.Command{
		Use:   "akn FILE",
		Short: "Export an act as Akoma Ntoso 3.0",
		Long: "Export an act as Akoma Ntoso 3.0, whatever format it comes in.\n" +
			"What the file does not say of the act can be given: the number, the day of its adoption and the date of the edition\n" +
			"make the address of the document, /akn/kz/act/2016-04-06/480-V/rus@2026-01-09.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			document, err := readAct(args[0], truncated)
			if err != nil {
				return fmt.Errorf("%s: %s", args[0], explain(err))
			}
			e := document.Expression
			if number != "" {
				e.Number = number
			}
			if date != "" {
				e.Date = date
			}
			meta := akn.Meta{Profile: document.Profile, Adopted: adopted, Made: time.Now()}
			write := func(w io.Writer) error { return akn.Write(w, e, meta) }
			if out == "-" {
				err = write(cmd.OutOrStdout())
			} else {
				err = writeFile(out, write)
			}
			if err != nil {
				return fmt.Errorf("%s: %s", args[0], explain(err))
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "-", "the file to write; - is standard output")
	cmd.Flags().StringVar(&number, "number", "", "the act's number instead of the file's: 480-V")
	cmd.Flags().StringVar(&adopted, "adopted", "", "the day the act was adopted, YYYY-MM-DD; by itself from the line on its adoption")
	cmd.Flags().StringVar(&date, "date", "", "the date of the edition, YYYY-MM-DD")
	cmd.Flags().BoolVar(&truncated, "accept-truncated", false, "take a file that breaks off")
	return cmd
}

// explainAKN says in plain words why a document cannot be read or an act not be written.
func explainAKN(refused *akn.Error) string {
	a := refused.Args
	switch refused.Code {
	case akn.CodeMalformed:
		return fmt.Sprintf("no well-formed XML: line %v", a["line"])
	case akn.CodeTooDeep:
		return fmt.Sprintf("units stand more than %v deep in one another", a["limit"])
	case akn.CodeTooLarge:
		return fmt.Sprintf("larger than the bound of %v bytes or elements", a["limit"])
	case akn.CodeNotAct:
		return fmt.Sprintf("no act: line %v holds %q", a["line"], a["found"])
	case akn.CodeUnknownElement:
		return fmt.Sprintf("line %v: an act of Kazakhstan has no place for %q", a["line"], a["element"])
	case akn.CodeEID:
		return fmt.Sprintf("line %v: the address %q is missing, doubled, too long, has spaces or points nowhere", a["line"], a["eid"])
	case akn.CodeLanguage:
		return fmt.Sprintf("the language is neither Russian nor Kazakh: %q", a["found"])
	case akn.CodeDate:
		return fmt.Sprintf("no date YYYY-MM-DD: %q", a["date"])
	case akn.CodeCharacter:
		return fmt.Sprintf("%v: XML cannot hold the character %v", a["eid"], a["character"])
	case akn.CodeLevel:
		return fmt.Sprintf("%v: no element is known for the level %q", a["eid"], a["level"])
	}
	return refused.Error()
}
