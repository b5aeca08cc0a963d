package text

// Update is one change of a text as its author's editor sent it.
type Update struct {
	// ClientID names the open editor, not the person: the same member in two windows is two editors.
	ClientID string    `json:"clientID"`
	Changes  ChangeSet `json:"changes"`
}

// Rebase carries the updates that an editor made on an older version over those that were accepted since, so that they
// apply to the present text. Those of them that are among the accepted ones already are left out, so that a request whose
// answer was lost may be sent again: an editor's updates are accepted in the order in which they were made and none of
// them is ever given up, so the first so many of them that bear its id are the first so many of mine.
//
// It goes over the accepted updates one by one, and an editor must do the same with those that it receives. The author's
// page shows its own words where it has carried them itself and takes the server's form of them for the same; but what is
// carried over two updates joined into one is not always what is carried over the one and then the other, and how many
// arrive together depends on the line.
//
// ErrLength when the updates were not made on the version that over follows.
func Rebase(mine, over []Update) ([]Update, error) {
	pending := make([]ChangeSet, len(mine))
	for i, u := range mine {
		pending[i] = u.Changes
	}
	for _, u := range over {
		if done := len(mine) - len(pending); done < len(mine) && mine[done].ClientID == u.ClientID {
			pending = pending[1:]
			continue
		}
		carried, _, err := carry(pending, u.Changes)
		if err != nil {
			return nil, err
		}
		pending = carried
	}
	out := make([]Update, len(pending))
	for i, c := range pending {
		out[i] = Update{mine[len(mine)-len(pending)+i].ClientID, c}
	}
	return out, nil
}

// carry takes changes that follow each other over another that was made where the first of them was, and gives with them
// the other one as it is made after them.
func carry(pending []ChangeSet, other ChangeSet) (carried []ChangeSet, after ChangeSet, err error) {
	carried = make([]ChangeSet, len(pending))
	for i, mine := range pending {
		if carried[i], err = mine.Map(other, false); err != nil {
			return nil, ChangeSet{}, err
		}
		if other, err = other.Map(mine, true); err != nil {
			return nil, ChangeSet{}, err
		}
	}
	return carried, other, nil
}
