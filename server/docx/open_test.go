package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"talqy/proposals/paper"
)

// written gives the bytes of a paper.
func written(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Document(&b, d, code33); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partsOf opens an archive.
func partsOf(t testing.TB, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if first := z.File[0].Name; first != "[Content_Types].xml" {
		t.Errorf("the archive begins with %s", first)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is in the archive twice", f.Name)
		}
		out[f.Name] = string(content)
	}
	return out
}

// node is an element with its children; text is a child without a name.
type node struct {
	name  string
	attrs map[string]string
	text  string
	kids  []*node
}

func parse(t testing.TB, name, content string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(content))
	root := &node{}
	open := []*node{root}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			t.Fatalf("%s is not well formed: %v", name, err)
		}
		top := open[len(open)-1]
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, attrs: map[string]string{}}
			for _, a := range e.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 1 {
				continue // between the declaration and the root
			}
			top.kids = append(top.kids, &node{text: string(e)})
		}
	}
}

// body is the tree of the document's main part.
func body(t testing.TB, d *paper.Document) *node {
	t.Helper()
	return parse(t, "word/document.xml", partsOf(t, written(t, d))["word/document.xml"])
}

// all finds the elements of a name, outermost first, not inside each other.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		} else {
			out = append(out, k.all(name)...)
		}
	}
	return out
}

// walk calls each with every element and the one it stands in.
func (n *node) walk(each func(parent, n *node)) {
	for _, k := range n.kids {
		if k.name != "" {
			each(n, k)
			k.walk(each)
		}
	}
}

// words is the text inside, without what stands in elements called drop; an empty drop takes all.
func (n *node) words(drop string) string {
	var b strings.Builder
	b.WriteString(n.text)
	for _, k := range n.kids {
		if drop == "" || k.name != drop {
			b.WriteString(k.words(drop))
		}
	}
	return b.String()
}

// settled is the text of a cell after all changes of a kind are taken away: drop «del» to accept, «ins» to reject. A
// paragraph whose break goes is joined to the next.
func settled(cell *node, drop string) []string {
	var out []string
	open := ""
	for _, p := range cell.all("p") {
		gone := false
		for _, ppr := range p.all("pPr") {
			gone = gone || len(ppr.all(drop)) > 0
		}
		open += p.words(drop)
		if !gone {
			out = append(out, open)
			open = ""
		}
	}
	if open != "" {
		out = append(out, open)
	}
	return out
}
