package proposals

import (
	"sync/atomic"
	"testing"
)

func TestOnAllCoresDoesEachOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 1000} {
		done := make([]atomic.Int32, n)
		onAllCores(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if got := done[i].Load(); got != 1 {
				t.Errorf("of %d, %d was done %d times", n, i, got)
			}
		}
	}
}

// A request that panics is answered 500, and the server goes on: a panic on another core may not end the process.
func TestOnAllCoresPanicsWithItsCaller(t *testing.T) {
	defer func() {
		if got := recover(); got != "broken" {
			t.Errorf("recovered %v", got)
		}
	}()
	onAllCores(100, func(i int) {
		if i == 50 {
			panic("broken")
		}
	})
	t.Error("it went on")
}
