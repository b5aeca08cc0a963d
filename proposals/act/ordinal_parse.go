package act

// ordinalAt reads an ordinal in words at the beginning of folded tokens, «второй», «тридцать восьмого», «отыз жетінші», in
// any case; used is the number of tokens it takes, 0 when none stands there.
func ordinalAt(tokens []string) (n, used int) {
	for used < len(tokens) && used < 3 {
		if tens := cardinalTens(tokens[used]); tens > 0 {
			// «он» and «жүз» must be followed by a smaller number.
			n += tens
			used++
			continue
		}
		if last := ordinalWord(tokens[used]); last > 0 && (n == 0 || last < 10 || n == 100) {
			return n + last, used + 1
		}
		break
	}
	return 0, 0
}

func cardinalTens(word string) int {
	if word == "сто" {
		return 100
	}
	for i, tens := range russianCardinalTens {
		if tens != "" && word == tens {
			return i * 10
		}
	}
	return kazakhCardinals[word]
}

// kazakhCardinals and kazakhOrdinalWords know the folded words.
var (
	kazakhCardinals    = foldedNumbers(kazakhTens[:], 10, map[string]int{"жүз": 100})
	kazakhOrdinalWords = foldedNumbers(kazakhTenOrdinals[:], 10, foldedNumbers(kazakhOrdinals[:], 1, map[string]int{"жүзінші": 100}))
)

// foldedNumbers adds the words of a list, each worth its place times step.
func foldedNumbers(words []string, step int, others map[string]int) map[string]int {
	numbers := make(map[string]int, len(words)+len(others))
	for word, n := range others {
		numbers[Fold(word)] = n
	}
	for i, word := range words {
		if word != "" {
			numbers[Fold(word)] = i * step
		}
	}
	return numbers
}

// ordinalWord reads one folded word; 0 for words that are no ordinals.
func ordinalWord(word string) int {
	if n, ok := kazakhOrdinalWords[word]; ok {
		return n
	}
	for i, w := range russianUnits {
		if hasOrdinalEnding(word, w[1]) {
			return i
		}
	}
	for i, w := range russianTens {
		if hasOrdinalEnding(word, w[1]) {
			return i * 10
		}
	}
	if hasOrdinalEnding(word, "сот") {
		return 100
	}
	return 0
}

// russianEndings are the endings of ordinals in all cases and genders.
var russianEndings = map[string]bool{"ый": true, "ой": true, "ий": true, "ая": true, "ое": true, "ые": true, "ого": true,
	"ому": true, "ым": true, "ом": true, "ую": true, "ых": true, "ыми": true, "я": true, "е": true, "его": true, "ему": true,
	"им": true, "ем": true, "ей": true, "ю": true, "й": true}

func hasOrdinalEnding(word, stem string) bool {
	// «третий» alone has no soft sign in its stem.
	if stem == "треть" && word == "третий" {
		return true
	}
	if stem == "" || len(word) <= len(stem) || word[:len(stem)] != stem {
		return false
	}
	return russianEndings[word[len(stem):]]
}
