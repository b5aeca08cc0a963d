package store

import (
	"slices"
	"strings"
)

// Each collection has a row here that says whether a backup holds it; a test compares the rows with what a store has.
var collections = map[string]struct {
	backedUp bool
	why      string
}{
	"events":       {true, "the log: everything the group has done"},
	"expressions":  {true, "the texts of acts, which events name"},
	"files":        {true, "attached files, which events name"},
	"uploads":      {true, "who brought files lately: what nothing comes to name is forgotten after a restore too"},
	"accounts":     {true, "logins and the hashes of passwords"},
	"invitations":  {true, "links that are still to be accepted; one that was accepted after the backup opens again with it"},
	"acceptances":  {true, "invitations that were used up stay so"},
	"spent":        {true, "codes that were used up stay so"},
	"keys":         {true, "secrets of the server, without which second factors could not be read"},
	"providers":    {true, "whose login an account elsewhere opens"},
	"sessions":     {false, "who brings a backup back has everybody sign in again: the file must open no door"},
	"resets":       {false, "links for a new password are short-lived, and the file must open no door"},
	"turns":        {false, "which of several processes sends letters at the moment"},
	auditPrefix:    {true, "who signed in, saw, changed, printed and exported, a collection a day"},
	metaCollection: {false, "what the store says of itself; the version stands in the backup's head"},
}

// backedUp says whether a backup holds a collection. One that is not known here is held: too much is better than too little.
func backedUp(name string) bool {
	if strings.HasPrefix(name, auditPrefix) {
		name = auditPrefix
	}
	row, known := collections[name]
	return row.backedUp || !known
}

// order puts the events first: what an event names was stored before it, so that whatever is copied after the events is
// there. The rest goes by name.
func order(names []string) []string {
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case a == b:
			return 0
		case a == "events" || b != "events" && a < b:
			return -1
		}
		return 1
	})
	return names
}
