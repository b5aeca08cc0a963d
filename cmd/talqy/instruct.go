package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/source"
)

func instructCommand() *cobra.Command {
	var lang, profile, address string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "instruct OLD NEW",
		Short: "Derive the amending instructions that make NEW of OLD",
		Long: "Derive the shortest official instructions that make NEW of OLD, two wordings of an act or of a part of\n" +
			"one. They are checked before they are printed: applied to OLD they give NEW.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			old, new, err := readTexts(args)
			if err != nil {
				return err
			}
			in, as, err := languageAndProfile(old, lang, profile)
			if err != nil {
				return err
			}
			mods, err := instruction.DeriveText(old, new, in, as)
			if err != nil {
				return err
			}
			if address != "" {
				holder, ok := instruction.AddressOf(address, as)
				if !ok {
					return fmt.Errorf("--address is an eId such as art_128__para_2, not %q", address)
				}
				mods = instruction.Within(holder, mods)
			}
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), instructionsJSON(mods, in))
			}
			if len(mods) == 0 {
				return nil
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), instruction.Compose(mods, in))
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&lang, "lang", "", "ru or kk; by itself from the text")
	flags.StringVar(&profile, "profile", "", "law or code: whether «1.» is a пункт or a часть; by itself from the text")
	flags.StringVar(&address, "address", "", "eId of the unit that the texts are the wording of")
	flags.BoolVar(&asJSON, "json", false, "print the instructions as data")
	return cmd
}

// languageAndProfile takes what the flags say, and reads the rest from the text.
func languageAndProfile(text, lang, profile string) (act.Lang, act.Profile, error) {
	in, as := act.Lang(lang), act.Profile(profile)
	switch in {
	case "":
		in = source.Language(text)
	case act.Russian, act.Kazakh:
	default:
		return "", "", fmt.Errorf("--lang is ru or kk, not %q", lang)
	}
	switch as {
	case "":
		as = act.ProfileLaw
		if document, err := readDocument([]byte(text), "", source.AcceptTruncated); err == nil {
			as = document.Profile
		}
	case act.ProfileLaw, act.ProfileCode, act.ProfileBylaw:
	default:
		return "", "", fmt.Errorf("--profile is law, code or bylaw, not %q", profile)
	}
	return in, as, nil
}

type instructionJSON struct {
	N    int                      `json:"n"`
	Text string                   `json:"text"`
	Mod  instruction.Modification `json:"modification"`
}

func instructionsJSON(mods []instruction.Modification, lang act.Lang) map[string]any {
	out := []instructionJSON{}
	for i, m := range mods {
		out = append(out, instructionJSON{i + 1, instruction.Phrase(m, lang), m})
	}
	return map[string]any{"lang": lang, "instructions": out}
}

func applyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "apply ACT AMENDING",
		Short: "Carry an amending act out on an act, or on an excerpt of one",
		Long: "Carry the instructions of an amending act out on an act, or on an excerpt of one, and print the\n" +
			"consolidated text. What was not carried out, and why, goes to standard error; the exit status is 1 when anything\n" +
			"was not.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			document, err := readAct(args[0], true)
			if err != nil {
				return err
			}
			amending, err := readAmending(args[1])
			if err != nil {
				return err
			}
			_, consolidation := instruction.Amend(document, amending)
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), consolidation)
			}
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), consolidation.Text); err != nil {
				return err
			}
			failed := 0
			for _, r := range consolidation.Instructions {
				if r.Status != instruction.Applied {
					failed++
					fmt.Fprintf(cmd.ErrOrStderr(), "%d: %s: %s\n", r.N, r.Reason, r.Raw) //nolint:errcheck // a message on the side
					for _, c := range r.Candidates {
						fmt.Fprintf(cmd.ErrOrStderr(), "    %s\n", c) //nolint:errcheck // as above
					}
				}
			}
			if failed > 0 {
				return fmt.Errorf("%d of %d instructions were not applied", failed, len(consolidation.Instructions))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print text and instructions as JSON")
	return cmd
}

// readAmending gives the plain text of an amending act. A text file is taken as it is: an amending act may be a fragment
// that is no act by itself.
func readAmending(path string) (string, error) {
	content, err := readFile(path)
	if err != nil {
		return "", err
	}
	if text, ok := source.PlainText(content); ok {
		return text, nil
	}
	document, err := readDocument(content, path, source.AcceptTruncated)
	var refused *source.Error
	if errors.As(err, &refused) {
		return "", fmt.Errorf("%s: %s", path, explain(err))
	}
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(instruction.Text(document.Expression)), nil
}
