package act

// Pair is a unit of an act in two expressions: the Russian and the Kazakh text, or an older and a newer edition. One of the
// two is nil where the other has no partner.
type Pair struct {
	A, B *Provision
}

// Align pairs the units of two expressions of one act in the order of the text. Numbered units are paired by their numbers
// inside the article, the others by their order between those. A часть and an абзац may be partners: the first letter that
// tells them apart is a capital one in one language and a small one in the other now and then.
func Align(a, b *Expression) []Pair {
	unitsA, unitsB := alignUnits(a), alignUnits(b)
	inA, inB := countKeys(unitsA), countKeys(unitsB)
	pairs := make([]Pair, 0, len(unitsA))
	i, j := 0, 0
	for i < len(unitsA) && j < len(unitsB) {
		keyA, keyB := unitsA[i].key, unitsB[j].key
		switch {
		case keyA == keyB:
			pairs = append(pairs, Pair{unitsA[i].p, unitsB[j].p})
			inA[keyA]--
			inB[keyB]--
			i++
			j++
		case inB[keyA] == 0 || inA[keyB] > 0 && comesSooner(unitsA[i:], unitsB[j:]):
			pairs = append(pairs, Pair{A: unitsA[i].p})
			inA[keyA]--
			i++
		default:
			pairs = append(pairs, Pair{B: unitsB[j].p})
			inB[keyB]--
			j++
		}
	}
	for ; i < len(unitsA); i++ {
		pairs = append(pairs, Pair{A: unitsA[i].p})
	}
	for ; j < len(unitsB); j++ {
		pairs = append(pairs, Pair{B: unitsB[j].p})
	}
	return pairs
}

// alignKey is what makes two units partners: the article, the пункт and the подпункт under which they stand, their kind and
// number.
type alignKey struct {
	article, paragraph, point string
	level                     Level
	num                       string
}

type alignUnit struct {
	p   *Provision
	key alignKey
}

// alignUnits lists the units of an expression with their keys.
func alignUnits(e *Expression) []alignUnit {
	var units []alignUnit
	var at alignKey
	e.Walk(func(p *Provision) {
		key := at
		key.level, key.num = p.Level, Fold(p.Num)
		switch p.Level {
		case LevelArticle, LevelNote, LevelAnnex, LevelPreamble, LevelConclusions:
			if p.Level == LevelNote {
				at = alignKey{article: at.article, paragraph: "note"}
			} else {
				at = alignKey{article: string(p.Level) + key.num}
			}
			key.paragraph, key.point = "", ""
		case LevelParagraph:
			at.paragraph, at.point = key.num, ""
			key.point = ""
		case LevelPoint:
			at.point = key.num
			key.point = ""
		case LevelIndent, LevelSubparagraph:
			// Their numbers only count them.
			key.level, key.num = LevelIndent, ""
		case LevelTable:
		default:
			// Units that hold articles: their place among articles says enough.
			key = alignKey{level: p.Level, num: key.num}
		}
		units = append(units, alignUnit{p, key})
	})
	return units
}

func countKeys(units []alignUnit) map[alignKey]int {
	counts := make(map[alignKey]int)
	for _, u := range units {
		counts[u.key]++
	}
	return counts
}

// nearby is how far a partner is looked for when both sides have units that the other has too.
const nearby = 64

// comesSooner reports whether the first unit of b is met in a before the first unit of a is met in b: then a has something
// in between.
func comesSooner(a, b []alignUnit) bool {
	for n := 1; n < nearby; n++ {
		if n < len(a) && a[n].key == b[0].key {
			return true
		}
		if n < len(b) && b[n].key == a[0].key {
			return false
		}
	}
	return false
}
