package main

import (
	"bytes"
	"errors"
	"io"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
	"talqy/server/akn"
)

// readDocument reads an act from any format that people have it in: the one way in, for the command line and the browser.
func readDocument(content []byte, name string, options ...source.Option) (*source.Document, error) {
	if akn.Recognise(content) {
		return readAKN(content)
	}
	return source.Read(content, name, options...)
}

// readUpload is readDocument with errors that the interface translates.
func readUpload(content []byte, name string, options ...source.Option) (*source.Document, error) {
	document, err := readDocument(content, name, options...)
	return document, refusal(err)
}

// refusal makes an error of the markup one that the interface knows.
func refusal(err error) error {
	var refused *akn.Error
	if !errors.As(err, &refused) {
		return err
	}
	out := proposals.Refuse(refused.Code).Because(err)
	out.Args = refused.Args
	return out
}

// export writes an act as Akoma Ntoso for the interface.
func export(w io.Writer, e *act.Expression, profile act.Profile, now time.Time) error {
	return refusal(akn.Write(w, e, akn.Meta{Profile: profile, Made: now}))
}

// readAKN reads an Akoma Ntoso document as if it were any other file. Its structure is marked, not recognised, so there is
// nothing to find; the report only counts the units.
func readAKN(content []byte) (*source.Document, error) {
	e, profile, err := akn.Read(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	report := &source.Report{Units: make(map[act.Level]int)}
	e.Walk(func(p *act.Provision) { report.Units[p.Level]++ })
	return &source.Document{Expression: e, Profile: profile, Report: report}, nil
}
