package proposals

// LinkAfter gives the link of an event that witnesses nothing, for tests that forge.
func LinkAfter(before Hash, ev Event) *Link {
	l := &Link{Before: before}
	l.Hash = hashOf(ev, l.Before, nil, true)
	return l
}
