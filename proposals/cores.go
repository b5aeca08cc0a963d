package proposals

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// onAllCores does n things that do not wait for each other, and returns when all are done. Each is taken by whichever core is
// free. A panic in one of them is the caller's: whoever answers a request recovers there, and nowhere else.
func onAllCores(n int, do func(i int)) {
	cores := min(n, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var broken atomic.Value
	work := func() {
		defer func() {
			if r := recover(); r != nil {
				broken.CompareAndSwap(nil, panicked{r})
			}
		}()
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			do(int(i))
		}
	}
	var others sync.WaitGroup
	for range cores - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	if r, ok := broken.Load().(panicked); ok {
		panic(r.with)
	}
}

// panicked holds what a panic was called with, of whatever type.
type panicked struct{ with any }
