package recent_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"talqy/proposals/recent"
)

func TestWhatWasNotUsedForLongestGoes(t *testing.T) {
	var m recent.Map[string, int]
	for i, key := range []string{"a", "b", "c"} {
		if gone := m.Put(key, i, 10, 30); gone != nil {
			t.Fatalf("%v went while there was room", gone)
		}
	}
	m.Get("a")
	m.Peek("b") // is no use
	if gone := m.Put("d", 3, 10, 30); !slices.Equal(gone, []string{"b"}) {
		t.Errorf("%v went, not the one that was not used for longest", gone)
	}
	if gone := m.Put("e", 4, 25, 30); !slices.Equal(gone, []string{"c", "a", "d"}) || m.Weight() != 25 || m.Len() != 1 {
		t.Errorf("%v went, %d of %d are left", gone, m.Len(), m.Weight())
	}
	if gone := m.Put("f", 5, 31, 30); !slices.Equal(gone, []string{"e"}) || m.Len() != 1 {
		t.Errorf("%v went for one that is too heavy alone", gone)
	}
	if v, ok := m.Get("f"); v != 5 || !ok {
		t.Error("the one just put was let go")
	}
}

func TestEmptyMap(t *testing.T) {
	var m recent.Map[string, int]
	_, got := m.Get("a")
	_, peeked := m.Peek("a")
	m.Drop("a")
	m.Clear()
	if got || peeked || m.Len() != 0 || m.Weight() != 0 {
		t.Error("something is in it")
	}
}

// Whatever is done, the map is what a slow model says: a list in the order of use, cut from its old end.
func TestMapIsItsModel(t *testing.T) {
	type entry struct{ key, value, weight int }
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var m recent.Map[int, int]
		var model []entry
		at := func(key int) int { return slices.IndexFunc(model, func(e entry) bool { return e.key == key }) }
		take := func(key int) {
			if i := at(key); i >= 0 {
				model = slices.Delete(model, i, i+1)
			}
		}
		weight := func() (sum int) {
			for _, e := range model {
				sum += e.weight
			}
			return sum
		}
		for step := range 200 {
			key := r.IntN(12)
			did := ""
			switch r.IntN(5) {
			case 0, 1, 2:
				e := entry{key, step, r.IntN(9)}
				did = fmt.Sprint("put ", e)
				take(key)
				model = append(model, e)
				var want []int
				for weight() > 20 && len(model) > 1 {
					want, model = append(want, model[0].key), model[1:]
				}
				if gone := m.Put(key, e.value, e.weight, 20); !slices.Equal(gone, want) {
					t.Fatalf("seed %d, %s: %v went, want %v", seed, did, gone, want)
				}
			case 3:
				did = fmt.Sprint("get ", key)
				got, ok := m.Get(key)
				if i := at(key); ok != (i >= 0) || ok && got != model[i].value {
					t.Fatalf("seed %d, %s: %d, %v", seed, did, got, ok)
				} else if ok {
					e := model[i]
					take(key)
					model = append(model, e)
				}
			case 4:
				did = fmt.Sprint("drop ", key)
				m.Drop(key)
				take(key)
			}
			if m.Len() != len(model) || m.Weight() != weight() {
				t.Fatalf("seed %d, step %d, %s: %d values weigh %d, want %d and %d", seed, step, did, m.Len(), m.Weight(), len(model), weight())
			}
			for _, e := range model {
				if v, ok := m.Peek(e.key); !ok || v != e.value {
					t.Fatalf("seed %d, %s: %d is not in it", seed, did, e.key)
				}
			}
		}
	}
}

// What a full map costs an entry more does not grow with the map.
func BenchmarkPutIntoFull(b *testing.B) {
	for _, most := range []int{100, 100_000} {
		b.Run(fmt.Sprint(most), func(b *testing.B) {
			var m recent.Map[int, int]
			for i := range most {
				m.Put(i, i, 1, most)
			}
			b.ReportAllocs()
			i := most
			for b.Loop() {
				m.Put(i, i, 1, most)
				i++
			}
		})
	}
}
