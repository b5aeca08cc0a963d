package source

import (
	"html"
	"strings"
)

// htmlEvent is one piece of a page: text, or the beginning or end of an element.
type htmlEvent struct {
	text  string // of a piece of text, entities resolved
	name  string // of an element, in small letters
	attrs string // as written
	open  bool
	close bool
	line  int
}

// readHTML cuts a page into pieces. It is no checker: whatever stands in angle brackets is an element, and what is never
// closed ends with the page. It reads the page once, from front to back.
func readHTML(page string, yield func(htmlEvent)) {
	line := 1
	for page != "" {
		at := strings.IndexByte(page, '<')
		if at != 0 {
			text := page
			if at > 0 {
				text = page[:at]
			}
			yield(htmlEvent{text: html.UnescapeString(text), line: line})
			line += strings.Count(text, "\n")
			page = page[len(text):]
			continue
		}
		tag, size := cutTag(page)
		if size == 0 {
			// A bare «<» is text.
			yield(htmlEvent{text: "<", line: line})
			page = page[1:]
			continue
		}
		whole := page[:size]
		page = page[size:]
		e := parseTag(tag)
		e.line = line
		line += strings.Count(whole, "\n")
		if e.name == "" {
			continue
		}
		yield(e)
		if e.open && (e.name == "script" || e.name == "style") {
			end := indexFold(page, "</"+e.name)
			if end < 0 {
				end = len(page)
			}
			line += strings.Count(page[:end], "\n")
			page = page[end:]
		}
	}
}

// cutTag returns what stands between the angle brackets and the size with them; 0 when the page does not start with an
// element. Quotation marks protect a «>» inside an attribute.
func cutTag(page string) (tag string, size int) {
	if strings.HasPrefix(page, "<!--") {
		if end := strings.Index(page, "-->"); end >= 0 {
			return "", end + 3
		}
		return "", len(page)
	}
	if len(page) < 2 || !isTagStart(page[1]) {
		return "", 0
	}
	var quote byte
	for i := 1; i < len(page); i++ {
		c := page[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			// A stray mark in a sloppy page must not swallow the rest of it.
			if closing := strings.IndexByte(page[i+1:min(len(page), i+maxAttr)], c); closing >= 0 {
				quote = c
			}
		case c == '>':
			return page[1:i], i + 1
		}
	}
	return page[1:], len(page)
}

// maxAttr bounds the value of one attribute.
const maxAttr = 8 << 10

func isTagStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '/' || c == '!' || c == '?'
}

// parseTag reads the name of an element. Declarations have none.
func parseTag(tag string) htmlEvent {
	var e htmlEvent
	if tag == "" || tag[0] == '!' || tag[0] == '?' {
		return e
	}
	if tag[0] == '/' {
		e.close = true
		tag = tag[1:]
	} else {
		e.open = true
	}
	end := strings.IndexAny(tag, " \t\r\n/")
	if end < 0 {
		end = len(tag)
	}
	if end > 32 {
		return htmlEvent{}
	}
	e.name = strings.ToLower(tag[:end])
	e.attrs = tag[end:]
	return e
}

// indexFold finds an ASCII needle in small letters, whatever the case in the page.
func indexFold(page, needle string) int {
	for from := 0; ; {
		i := strings.IndexByte(page[from:], needle[0])
		if i < 0 || from+i+len(needle) > len(page) {
			return -1
		}
		from += i
		if strings.EqualFold(page[from:from+len(needle)], needle) {
			return from
		}
		from++
	}
}

// attr returns the value of an attribute, in small letters; empty when it is not there.
func (e *htmlEvent) attr(name string) string {
	rest := strings.ToLower(e.attrs)
	for {
		i := strings.Index(rest, name)
		if i < 0 {
			return ""
		}
		before := i == 0 || strings.IndexByte(" \t\r\n\"'", rest[i-1]) >= 0
		rest = rest[i+len(name):]
		value, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t\r\n"), "=")
		if !before || !ok {
			continue
		}
		value = strings.TrimLeft(value, " \t\r\n")
		if value == "" {
			return ""
		}
		if q := value[0]; q == '"' || q == '\'' {
			value, _, _ = strings.Cut(value[1:], string(q))
			return value
		}
		if end := strings.IndexAny(value, " \t\r\n/"); end >= 0 {
			value = value[:end]
		}
		return value
	}
}

// isRemarkStyle reports whether an element is in the colour or class that the official database gives to the editors'
// remarks.
func (e *htmlEvent) isRemarkStyle() bool {
	if e.attrs == "" {
		return false
	}
	for _, class := range strings.Fields(e.attr("class")) {
		if class == "note" {
			return true
		}
	}
	if c := strings.TrimPrefix(e.attr("color"), "#"); c == "ff0000" || c == "red" {
		return true
	}
	style := strings.ReplaceAll(e.attr("style"), " ", "")
	for _, declaration := range strings.Split(style, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(declaration), ":")
		if strings.TrimSpace(name) == "color" {
			value = strings.TrimSpace(value)
			return value == "red" || value == "#ff0000" || value == "#f00"
		}
	}
	return false
}
