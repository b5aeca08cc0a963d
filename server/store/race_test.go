//go:build race

package store_test

// largest is the largest file of the tests, in bytes: the race detector makes the engine twenty times as slow, and a call has its
// time.
const largest = 1 << 20
