package source

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZCompare(t *testing.T) {
	pair := strings.Split(os.Getenv("ZZC"), ",")
	if len(pair) != 2 {
		t.Skip("debug")
	}
	a, b := mustRead(t, pair[0]), mustRead(t, pair[1])
	n := 0
	for _, p := range a.Expression.Articles() {
		q := b.Expression.Find(p.EID)
		if q == nil {
			fmt.Println("missing in b", p.EID)
			continue
		}
		wa, wb := strings.Split(p.Wording(), "\n"), strings.Split(q.Wording(), "\n")
		d := difference(p, q)
		if d == "" {
			continue
		}
		n++
		fmt.Println("##", p.EID, d[:min(len(d), 300)])
		for i := 0; i < max(len(wa), len(wb)); i++ {
			la, lb := "", ""
			if i < len(wa) {
				la = wa[i]
			}
			if i < len(wb) {
				lb = wb[i]
			}
			if la != lb {
				k := 0
				for k < len(la) && k < len(lb) && la[k] == lb[k] {
					k++
				}
				s := max(0, k-40)
				fmt.Printf("   A %q\n   B %q\n", la[s:min(len(la), k+120)], lb[s:min(len(lb), k+120)])
				break
			}
		}
	}
	for _, p := range b.Expression.Articles() {
		if a.Expression.Find(p.EID) == nil {
			fmt.Println("missing in a", p.EID)
		}
	}
	fmt.Println(n)
}
