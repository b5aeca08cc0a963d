package source

import (
	"bytes"
	"strconv"
)

// pdfLexer reads values one after another.
type pdfLexer struct {
	data []byte
	at   int
}

func (l *pdfLexer) skip() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0:
			l.at++
		case c == '%':
			if end := bytes.IndexAny(l.data[l.at:], "\r\n"); end >= 0 {
				l.at += end
			} else {
				l.at = len(l.data)
			}
		default:
			return
		}
	}
}

// value reads the next value; nil at the end. Every call moves forward unless the data is at its end.
func (l *pdfLexer) value(depth int) pdfValue {
	l.skip()
	if l.at >= len(l.data) {
		return nil
	}
	c := l.data[l.at]
	switch {
	case c == '/':
		l.at++
		return pdfName(l.word())
	case c == '(':
		return l.literal()
	case c == '<':
		if l.at+1 < len(l.data) && l.data[l.at+1] == '<' {
			l.at += 2
			return l.dictionary(depth)
		}
		return l.hex()
	case c == '[':
		l.at++
		return l.list(depth)
	case c == '>' || c == ']' || c == '}' || c == '{' || c == ')':
		l.at++
		if c == '>' && l.at < len(l.data) && l.data[l.at] == '>' {
			l.at++
			return pdfKeyword(">>")
		}
		return pdfKeyword(string(c))
	}
	word := l.word()
	if word == "" {
		l.at++
		return pdfKeyword("")
	}
	if n, err := strconv.ParseFloat(word, 64); err == nil && (isDigit(word[0]) || word[0] == '-' || word[0] == '+' || word[0] == '.') {
		return l.reference(n)
	}
	switch word {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return pdfKeyword(word)
}

// reference reads «12 0 R» where a number begins one.
func (l *pdfLexer) reference(n float64) pdfValue {
	if n != float64(int(n)) || n < 0 {
		return n
	}
	at := l.at
	rest := l.data[at:min(len(l.data), at+16)]
	rest = bytes.TrimLeft(rest, " \r\n")
	end := 0
	for end < len(rest) && isDigit(rest[end]) {
		end++
	}
	if end == 0 {
		return n
	}
	tail := bytes.TrimLeft(rest[end:], " \r\n")
	if len(tail) == 0 || tail[0] != 'R' || len(tail) > 1 && !isPDFDelimiter(tail[1]) {
		return n
	}
	used := min(len(l.data), at+16) - at - len(tail) + 1
	l.at = at + used
	return pdfRef(int(n))
}

func isPDFDelimiter(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', '\f', 0, '/', '<', '>', '(', ')', '[', ']', '{', '}', '%':
		return true
	}
	return false
}

func (l *pdfLexer) word() string {
	start := l.at
	for l.at < len(l.data) && !isPDFDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[start:l.at])
}

func (l *pdfLexer) list(depth int) pdfValue {
	var list pdfArray
	if depth > maxNesting {
		return list
	}
	for l.at < len(l.data) {
		v := l.value(depth + 1)
		if k, ok := v.(pdfKeyword); ok && (k == "]" || k == "endobj" || k == ">>") {
			break
		}
		list = append(list, v)
	}
	return list
}

func (l *pdfLexer) dictionary(depth int) pdfValue {
	dict := pdfDict{}
	if depth > maxNesting {
		return dict
	}
	for l.at < len(l.data) {
		key := l.value(depth + 1)
		name, ok := key.(pdfName)
		if !ok {
			if k, ok := key.(pdfKeyword); ok && (k == ">>" || k == "endobj" || k == "stream") {
				break
			}
			continue
		}
		v := l.value(depth + 1)
		if k, ok := v.(pdfKeyword); ok && k == ">>" {
			break
		}
		dict[string(name)] = v
	}
	return dict
}

// literal reads «(…)» with its escapes.
func (l *pdfLexer) literal() pdfValue {
	var s pdfString
	depth := 0
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return s
			}
		case '\\':
			if l.at >= len(l.data) {
				return s
			}
			c = l.data[l.at]
			l.at++
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case '\r':
				if l.at < len(l.data) && l.data[l.at] == '\n' {
					l.at++
				}
				continue
			case '\n':
				continue
			default:
				if c >= '0' && c <= '7' {
					c = l.octal(c)
				}
			}
		}
		s = append(s, c)
	}
	return s
}

func (l *pdfLexer) octal(first byte) byte {
	n := int(first - '0')
	for i := 0; i < 2 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		n = n*8 + int(l.data[l.at]-'0')
		l.at++
	}
	return byte(n)
}

// hex reads «<0041>».
func (l *pdfLexer) hex() pdfValue {
	var s pdfString
	l.at++
	high, half := byte(0), false
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		var digit byte
		switch {
		case c == '>':
			if half {
				s = append(s, high<<4)
			}
			return s
		case c >= '0' && c <= '9':
			digit = c - '0'
		case c >= 'a' && c <= 'f':
			digit = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			digit = c - 'A' + 10
		default:
			continue
		}
		if half {
			s = append(s, high<<4|digit)
		}
		high, half = digit, !half
	}
	return s
}

// stream returns the packed bytes after a dictionary, and moves behind them; nil when none follow.
func (l *pdfLexer) stream(dict pdfDict) []byte {
	l.skip()
	if !bytes.HasPrefix(l.data[l.at:], []byte("stream")) {
		return nil
	}
	start := l.at + len("stream")
	if start < len(l.data) && l.data[start] == '\r' {
		start++
	}
	if start < len(l.data) && l.data[start] == '\n' {
		start++
	}
	start = min(start, len(l.data))
	if n, ok := dict["Length"].(float64); ok && n >= 0 && start+int(n) <= len(l.data) {
		end := start + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(l.data[end:min(len(l.data), end+20)], "\r\n "), []byte("endstream")) {
			l.at = end
			return l.data[start:end]
		}
	}
	end := bytes.Index(l.data[start:], []byte("endstream"))
	if end < 0 {
		end = len(l.data) - start
	}
	l.at = start + end
	return l.data[start : start+end]
}
