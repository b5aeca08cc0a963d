package redline

import (
	"cmp"
	"slices"
)

// weighted is a proposed pair of lines and how many runs of words speak for it.
type weighted struct {
	match
	votes int
}

// chain keeps, of proposed pairs, those of the greatest total weight that follow each other in both texts. It takes
// n log n steps: a Fenwick tree holds the best chain that ends at or before each line of the new text.
func chain(pairs []weighted) []match {
	if len(pairs) == 0 {
		return nil
	}
	// Of pairs with the same old line the later new line comes first, so that they cannot follow each other.
	slices.SortFunc(pairs, func(x, y weighted) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(y.b, x.b)) })
	lines := make([]int, len(pairs))
	for i, p := range pairs {
		lines[i] = p.b
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)

	best := make([]int, len(pairs)) // weight of the best chain that ends with the pair
	previous := make([]int, len(pairs))
	tree := make([]int, len(lines)+1) // index of a pair plus 1; 0 for none
	end := 0
	for i, p := range pairs {
		at, _ := slices.BinarySearch(lines, p.b)
		previous[i] = -1
		for k := at; k > 0; k -= k & -k {
			if t := tree[k]; t > 0 && best[t-1] > best[i] {
				best[i], previous[i] = best[t-1], t-1
			}
		}
		best[i] += p.votes
		for k := at + 1; k < len(tree); k += k & -k {
			if t := tree[k]; t == 0 || best[t-1] < best[i] {
				tree[k] = i + 1
			}
		}
		if best[i] > best[end] {
			end = i
		}
	}
	var out []match
	for i := end; i >= 0; i = previous[i] {
		out = append(out, pairs[i].match)
	}
	slices.Reverse(out)
	return out
}
