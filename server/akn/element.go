package akn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// element is one element of a document.
type element struct {
	name  string // the local name; prefixed with «talqy:» in our namespace, with the namespace and a space in a foreign one
	line  int
	attrs []xml.Attr
	nodes []node
}

// node is an element, or words where it is nil.
type node struct {
	*element
	text string
}

// attr gives the value of an attribute without a namespace, empty when it is not there.
func (el *element) attr(name string) string {
	value, _ := el.lookup("", name)
	return value
}

func (el *element) lookup(space, name string) (value string, ok bool) {
	for _, a := range el.attrs {
		if a.Name.Space == space && a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

// elements gives the elements inside, without the words between them. Words where only elements may stand would be lost, so
// they are refused.
func (el *element) elements() ([]*element, error) {
	out := make([]*element, 0, len(el.nodes))
	for _, n := range el.nodes {
		if n.element != nil {
			out = append(out, n.element)
		} else if fold(n.text) != "" {
			return nil, refuse(CodeUnknownElement, "line", el.line, "element", el.name+" #text")
		}
	}
	return out, nil
}

// find gives the first element inside that has the name at the end of a path, nil when there is none.
func (el *element) find(path ...string) *element {
	for _, name := range path {
		var next *element
		for _, n := range el.nodes {
			if n.element != nil && n.name == name {
				next = n.element
				break
			}
		}
		if next == nil {
			return nil
		}
		el = next
	}
	return el
}

// parse reads a document into elements, within the bounds. It loads nothing: a document type declaration, with which a file
// may name entities, is refused. All errors are *Error.
func parse(content []byte) (*element, error) {
	content = bytes.TrimPrefix(content, byteOrderMark)
	decoder := xml.NewDecoder(bytes.NewReader(content))
	root := &element{}
	open := []*element{root}
	names := map[string]string{} // one string a name, however often it stands
	count := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := decoder.InputPos()
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				line = syntax.Line
			}
			return nil, refuse(CodeMalformed, "line", line)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			count++
			if count > maxElements {
				return nil, refuse(CodeTooLarge, "limit", maxElements)
			}
			if len(open) > MaxDepth {
				return nil, refuse(CodeTooDeep, "line", line, "limit", MaxDepth)
			}
			el := &element{name: nameOf(token.Name, names), line: line, attrs: attributes(token.Attr)}
			if top == root && len(root.nodes) > 0 {
				return nil, refuse(CodeMalformed, "line", line) // a second root
			}
			top.nodes = append(top.nodes, node{element: el})
			open = append(open, el)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if top == root {
				if fold(string(token)) != "" {
					return nil, refuse(CodeMalformed, "line", line)
				}
				continue
			}
			top.nodes = append(top.nodes, node{text: string(token)})
		case xml.Directive:
			return nil, refuse(CodeMalformed, "line", line)
		}
	}
	if len(root.nodes) == 0 {
		return nil, refuse(CodeMalformed, "line", 1)
	}
	return root.nodes[0].element, nil
}

func nameOf(name xml.Name, names map[string]string) string {
	full := name.Local
	switch name.Space {
	case Namespace:
	case ownNamespace:
		full = "talqy:" + full
	default:
		full = name.Space + " " + full
	}
	if known, ok := names[full]; ok {
		return known
	}
	names[full] = full
	return full
}

// attributes keeps the attributes that say something; the declarations of namespaces have said it already.
func attributes(all []xml.Attr) []xml.Attr {
	if len(all) == 0 {
		return nil
	}
	out := make([]xml.Attr, 0, len(all))
	for _, a := range all {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			out = append(out, a)
		}
	}
	return out
}

// lineBreak stands for a br while words are gathered; XML cannot hold it.
const lineBreak = "\x00"

// words gives the words of an element that holds a line. Inline elements are read through, a br is a line break, spaces are
// folded unless the element protects them. Words that somebody struck out by hand (del) are not law and go.
func (el *element) words() (string, error) {
	var b strings.Builder
	if err := el.gather(&b); err != nil {
		return "", err
	}
	lines := strings.Split(b.String(), lineBreak)
	if space, _ := el.lookup(xmlNamespace, "space"); space != "preserve" {
		for i := range lines {
			lines[i] = fold(lines[i])
		}
	}
	return strings.Join(lines, "\n"), nil
}

func (el *element) gather(b *strings.Builder) error {
	for _, n := range el.nodes {
		switch {
		case n.element == nil:
			b.WriteString(n.text)
		case n.name == "br":
			b.WriteString(lineBreak)
		case n.name == "del" || markers[n.name]:
		case inlines[n.name]:
			if err := n.gather(b); err != nil {
				return err
			}
		default:
			return refuse(CodeUnknownElement, "line", n.line, "element", n.name)
		}
	}
	return nil
}

// inlines are the elements that mark words without changing them. An authorialNote is none: its words stand elsewhere.
var inlines = set("ref mref rref mod mmod rmod remark recordedTime vote outcome ins omissis opinion placeholder fillIn decoration " +
	"quotedText embeddedText b i a u sub sup abbr span inline docType docTitle docNumber docProponent docDate legislature " +
	"session shortTitle docAuthority docPurpose docCommittee docIntroducer docStage docStatus docJurisdiction date time person " +
	"organization concept object event location process role term quantity def entity signature")

// markers have no words.
var markers = set("noteRef eol eop marker")

func set(names string) map[string]bool {
	out := make(map[string]bool)
	for _, name := range strings.Fields(names) {
		out[name] = true
	}
	return out
}
