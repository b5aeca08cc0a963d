//go:build !race

package store_test

// largest is the largest file of the tests, in bytes: the largest that is taken.
const largest = 10 << 20
