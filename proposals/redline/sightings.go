package redline

import (
	"cmp"
	"slices"
)

// sightings remembers in which line of each text a run of words was seen. It is a hash table by open addressing that is
// used again: a code has hundreds of thousands of runs.
type sightings struct {
	slots []sighting
}

type sighting struct {
	hash     uint64
	old, new int32 // line plus 1; 0 for none, several for more than one
}

const several = -1

func (s *sightings) reset(runs int) {
	size := 1 << 6
	for size < 2*runs {
		size *= 2
	}
	if size > len(s.slots) || size < len(s.slots)/16 {
		s.slots = make([]sighting, size)
	} else {
		s.slots = s.slots[:size]
		clear(s.slots)
	}
}

func (s *sightings) find(hash uint64) *sighting {
	mask := uint64(len(s.slots) - 1)
	for at := (hash >> 20) & mask; ; at = (at + 1) & mask {
		if p := &s.slots[at]; p.hash == hash || p.old == 0 {
			return p
		}
	}
}

func (s *sightings) inOld(hash uint64, line int32) {
	p := s.find(hash)
	p.hash = hash
	if p.old == 0 {
		p.old = line + 1
	} else if p.old != line+1 {
		p.old = several
	}
}

// inNew takes in runs of the new text; one that the old text does not have says nothing.
func (s *sightings) inNew(hash uint64, line int32) {
	p := s.find(hash)
	if p.old == 0 {
		return
	}
	if p.new == 0 {
		p.new = line + 1
	} else if p.new != line+1 {
		p.new = several
	}
}

// votes counts the runs that one line of each text has alone, by pair of lines.
func (s *sightings) votes() []weighted {
	var out []weighted
	for _, p := range s.slots {
		if p.old > 0 && p.new > 0 {
			out = append(out, weighted{match{int(p.old) - 1, int(p.new) - 1}, 1})
		}
	}
	slices.SortFunc(out, func(x, y weighted) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	n := 0
	for i, w := range out {
		if i > 0 && out[n-1].match == w.match {
			out[n-1].votes++
			continue
		}
		out[n] = w
		n++
	}
	return out[:n]
}
