// Package recent keeps what was asked for of late, within a bound: what can be made again must not fill the memory of a server that
// runs for months.
package recent

import (
	"math"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Map keeps values under keys, each with a weight in a unit of its owner's choice: bytes, entries, or 1 where only their number counts.
// When it gets too heavy it lets go of what was not used for longest. The zero value is empty and ready; it is not safe for use by
// several goroutines at once, because its owners have more to guard than one call.
type Map[K comparable, V any] struct {
	kept   *simplelru.LRU[K, weighed[V]]
	weight int
}

type weighed[V any] struct {
	value  V
	weight int
}

// Get gives the value under a key, which is used with that.
func (m *Map[K, V]) Get(key K) (V, bool) {
	if m.kept == nil {
		var none V
		return none, false
	}
	one, ok := m.kept.Get(key)
	return one.value, ok
}

// Peek gives the value under a key, which counts as no use.
func (m *Map[K, V]) Peek(key K) (V, bool) {
	if m.kept == nil {
		var none V
		return none, false
	}
	one, ok := m.kept.Peek(key)
	return one.value, ok
}

// Put keeps a value in the place of one under the same key, and lets go of others until all together weigh no more than most; this
// one stays, however heavy it is. It answers the keys of those that went.
func (m *Map[K, V]) Put(key K, value V, weight, most int) (gone []K) {
	if m.kept == nil {
		m.kept, _ = simplelru.NewLRU[K, weighed[V]](math.MaxInt, nil) // fails where the number is none
	}
	before, _ := m.kept.Peek(key)
	m.weight += weight - before.weight
	m.kept.Add(key, weighed[V]{value, weight})
	for m.weight > most && m.kept.Len() > 1 {
		oldest, one, _ := m.kept.RemoveOldest()
		m.weight -= one.weight
		gone = append(gone, oldest)
	}
	return gone
}

// Drop lets go of the value under a key, if there is one.
func (m *Map[K, V]) Drop(key K) {
	if m.kept == nil {
		return
	}
	one, _ := m.kept.Peek(key)
	m.weight -= one.weight
	m.kept.Remove(key)
}

// Clear lets go of everything.
func (m *Map[K, V]) Clear() { m.kept, m.weight = nil, 0 }

// Len is the number of values.
func (m *Map[K, V]) Len() int {
	if m.kept == nil {
		return 0
	}
	return m.kept.Len()
}

// Weight is what all values weigh together.
func (m *Map[K, V]) Weight() int { return m.weight }
