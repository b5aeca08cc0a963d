package paper

import (
	"fmt"
	"strings"
)

// Update is the flag -update, for the tests of the sample.
var Update = update

// FirstDifference says where two papers part.
func FirstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, g[i], strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
		}
	}
	return fmt.Sprintf("line %d is missing", len(g)+1)
}
