package live

import "time"

// allowance is a bucket of commands that fills with time.
type allowance struct {
	rate, burst, left float64
	last              time.Time
}

func newAllowance(rate, burst float64) *allowance {
	return &allowance{rate: rate, burst: burst, left: burst, last: time.Now()}
}

func (a *allowance) take(now time.Time) bool {
	a.left = min(a.burst, a.left+now.Sub(a.last).Seconds()*a.rate)
	a.last = now
	if a.left < 1 {
		return false
	}
	a.left--
	return true
}
