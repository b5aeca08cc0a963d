package source

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// docxNumbering counts the lists of a document as the word processor would show them.
type docxNumbering struct {
	lists map[string]*docxList // by the id that paragraphs name
}

// docxList is one list with its levels.
type docxList struct {
	levels [9]docxLevel
	counts [9]int
}

// docxLevel says how a number of one level looks: «%1.» in figures or letters, from a first value on.
type docxLevel struct {
	pattern, format string
	start           int
}

// read reads the settings of lists. A document with none, or with settings that cannot be read, has no counted numbers.
func (n *docxNumbering) read(settings []byte) {
	n.lists = make(map[string]*docxList)
	abstract := make(map[string]*docxList)
	decoder := xml.NewDecoder(bytes.NewReader(settings))
	var current *docxList
	var level int
	var num string
	for {
		token, err := decoder.Token()
		if err != nil {
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "abstractNum":
			current = &docxList{}
			abstract[named(e, "abstractNumId")] = current
		case "num":
			num, current = named(e, "numId"), nil
		case "abstractNumId":
			if a := abstract[value(e)]; a != nil && num != "" {
				list := *a
				n.lists[num] = &list
			}
		case "lvl":
			level = listLevel(named(e, "ilvl"))
			if current != nil {
				current.levels[level].start = 1
			}
		case "start":
			if start, err := strconv.Atoi(value(e)); err == nil && current != nil {
				current.levels[level].start = start
			}
		case "numFmt":
			if current != nil {
				current.levels[level].format = value(e)
			}
		case "lvlText":
			// It is printed before every paragraph of the list; a long one would multiply a small file to any size.
			if pattern := value(e); current != nil && len(pattern) <= longestNumber {
				current.levels[level].pattern = pattern
			}
		}
	}
}

// longestNumber is the longest pattern of a number that is counted, in bytes: «%1.%2.%3.%4.%5.%6.%7.%8.%9.» has 27.
const longestNumber = 64

func named(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// next counts one more item and returns its number as printed; empty for lists without numbers.
func (n *docxNumbering) next(id string, level int) string {
	list := n.lists[id]
	if list == nil || list.levels[level].pattern == "" || list.levels[level].format == "bullet" ||
		list.levels[level].format == "none" {
		return ""
	}
	if list.counts[level] == 0 {
		list.counts[level] = list.levels[level].start
	} else {
		list.counts[level]++
	}
	for below := level + 1; below < len(list.counts); below++ {
		list.counts[below] = 0
	}
	number := list.levels[level].pattern
	for i := 0; i <= level; i++ {
		count := max(list.counts[i], list.levels[i].start)
		number = strings.ReplaceAll(number, "%"+strconv.Itoa(i+1), formatCount(count, list.levels[i].format))
	}
	return number
}

var russianAlphabet = []rune("абвгдежзиклмнопрстуфхцчшщэюя")

func formatCount(n int, format string) string {
	switch format {
	case "upperRoman", "lowerRoman":
		roman := romanNumeral(n)
		if format == "lowerRoman" {
			roman = strings.ToLower(roman)
		}
		return roman
	case "russianLower", "russianUpper":
		if n >= 1 && n <= len(russianAlphabet) {
			letter := string(russianAlphabet[n-1])
			if format == "russianUpper" {
				letter = strings.ToUpper(letter)
			}
			return letter
		}
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26 {
			letter := string(rune('a' + n - 1))
			if format == "upperLetter" {
				letter = strings.ToUpper(letter)
			}
			return letter
		}
	}
	return strconv.Itoa(n)
}

func romanNumeral(n int) string {
	if n < 1 || n > 399 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			b.WriteString(step.sign)
			n -= step.value
		}
	}
	return b.String()
}
