package source

import (
	"strings"
	"unicode/utf8"
)

// blockElements begin and end a line.
var blockElements = map[string]bool{
	"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true, "ul": true,
	"ol": true, "table": true, "tbody": true, "thead": true, "tr": true, "article": true, "section": true, "main": true,
	"blockquote": true, "pre": true, "center": true, "body": true, "html": true, "hr": true, "dl": true, "dt": true,
	"dd": true, "caption": true,
}

// chromeElements are the page around the act.
var chromeElements = map[string]bool{
	"head": true, "nav": true, "aside": true, "footer": true, "script": true, "style": true, "noscript": true,
	"form": true, "select": true, "button": true, "template": true, "svg": true,
}

var voidElements = map[string]bool{
	"br": true, "hr": true, "img": true, "meta": true, "link": true, "input": true, "col": true, "wbr": true, "base": true,
	"area": true, "embed": true, "source": true, "track": true,
}

// region is the part of a page where a line stands.
type region int

const (
	regionPage    region = iota
	regionHead           // the title and the words on adoption above the act, in the official database's own block
	regionArticle        // the act
	regionChrome
)

// isPage recognises a page by its first bytes.
func isPage(content string) bool {
	start := strings.TrimLeftFunc(content[:min(len(content), 4<<10)], isSpace)
	start = strings.ToLower(strings.TrimLeft(start, "\n"))
	if !strings.HasPrefix(start, "<") || !utf8.ValidString(content[:min(len(content), 1)]) {
		return false
	}
	for _, sign := range []string{"<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<h1", "<h2", "<h3", "<article",
		"<span", "<table", "<!--", "<meta", "<?xml"} {
		if strings.HasPrefix(start, sign) {
			return true
		}
	}
	return false
}
