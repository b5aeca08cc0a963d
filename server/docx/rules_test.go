package docx

import (
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the sequence that the schema demands of an element's children; a child that is not named is not allowed.
var order = map[string][]string{
	"pPr": {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"},
	"rPr": {"ins", "del", "moveFrom", "moveTo", "rFonts", "b", "bCs", "i", "iCs", "strike", "sz", "szCs", "u", "lang"},
	"tbl": {"tblPr", "tblGrid", "tr"}, "tr": {"trPr", "tc"}, "tc": {"tcPr", "p"},
	"tblPr":  {"tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"},
	"tcPr":   {"tcW", "gridSpan", "textDirection", "vAlign"},
	"sectPr": {"footerReference", "pgSz", "pgMar"},
	"style":  {"name", "basedOn", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr", "tblPr"},
	"styles": {"docDefaults", "style"},
	"body":   {"p|tbl", "sectPr"},
	"p":      {"pPr", "r|ins|del|fldSimple"},
	"ins":    {"r"}, "del": {"r"}, "fldSimple": {"r"},
	"r":          {"rPr", "t|delText|tab|br|drawing"},
	"trPr":       {"cantSplit", "trHeight", "tblHeader"},
	"settings":   {"trackRevisions", "defaultTabStop", "compat", "themeFontLang"},
	"inline":     {"extent", "docPr", "graphic"},
	"tblBorders": {"top", "left", "bottom", "right", "insideH", "insideV"}, "tblCellMar": {"top", "left", "bottom", "right"},
}

// inOrder checks the children of an element against its sequence.
func inOrder(t *testing.T, part string, n *node) {
	t.Helper()
	sequence, known := order[n.name]
	if !known {
		return
	}
	at := 0
	for _, k := range n.kids {
		if k.name == "" {
			if strings.TrimSpace(k.text) != "" {
				t.Errorf("%s: w:%s holds the bare text %q", part, n.name, k.text)
			}
			continue
		}
		for at < len(sequence) && !slices.Contains(strings.Split(sequence[at], "|"), k.name) {
			at++
		}
		if at == len(sequence) {
			t.Errorf("%s: w:%s has %s out of order or where it may not stand", part, n.name, k.name)
			return
		}
	}
}

// obeysTheFormat holds every part of a file against the rules that word processors refuse a file for.
func obeysTheFormat(t *testing.T, content []byte) {
	t.Helper()
	parts := partsOf(t, content)
	types := parse(t, "types", parts["[Content_Types].xml"])
	defaults, overrides := map[string]bool{}, map[string]bool{}
	for _, d := range types.all("Default") {
		defaults[d.attrs["Extension"]] = true
	}
	for _, o := range types.all("Override") {
		overrides[o.attrs["PartName"]] = true
		if _, there := parts[strings.TrimPrefix(o.attrs["PartName"], "/")]; !there {
			t.Errorf("a content type for %s, which is not there", o.attrs["PartName"])
		}
	}
	styles := map[string]bool{}
	for _, s := range parse(t, "styles", parts["word/styles.xml"]).all("style") {
		styles[s.attrs["styleId"]] = true
	}
	for name, part := range parts {
		ext := strings.TrimPrefix(path.Ext(name), ".")
		if !defaults[ext] || ext == "xml" && name != "[Content_Types].xml" && !overrides["/"+name] {
			t.Errorf("%s has no content type", name)
		}
		if ext == "png" {
			continue
		}
		root := parse(t, name, part)
		xmllint(t, name, part)
		revisions, drawings := map[string]bool{}, map[string]bool{}
		root.walk(func(parent, n *node) {
			inOrder(t, name, n)
			switch n.name {
			case "ins", "del":
				if id := n.attrs["id"]; revisions[id] || id == "" || n.attrs["author"] == "" {
					t.Errorf("%s: w:%s has the id %q, which is empty or taken, or no author", name, n.name, id)
				}
				revisions[n.attrs["id"]] = true
			case "docPr":
				if drawings[n.attrs["id"]] {
					t.Errorf("%s: two drawings have the id %s", name, n.attrs["id"])
				}
				drawings[n.attrs["id"]] = true
			case "delText":
				if parent.name != "r" {
					t.Errorf("%s: w:delText in w:%s", name, parent.name)
				}
			case "pStyle", "tblStyle", "basedOn":
				if !styles[n.attrs["val"]] {
					t.Errorf("%s: there is no style %s", name, n.attrs["val"])
				}
			case "tc":
				if last := n.kids[len(n.kids)-1].name; last != "p" {
					t.Errorf("%s: a cell ends in %q", name, last)
				}
			case "tbl":
				tableIsSquare(t, name, n)
			}
		})
	}
	for _, d := range parse(t, "document", parts["word/document.xml"]).all("del") {
		if len(d.all("t")) > 0 {
			t.Errorf("deleted words %q stand in w:t; Word shows them only in w:delText", d.words(""))
		}
	}
	targetsAreThere(t, parts)
}

// tableIsSquare holds that each row has the columns of the grid.
func tableIsSquare(t *testing.T, part string, tbl *node) {
	t.Helper()
	grid := len(tbl.all("gridCol"))
	rows := tbl.all("tr")
	if grid == 0 || len(rows) == 0 {
		t.Errorf("%s: a table of %d columns and %d rows", part, grid, len(rows))
	}
	headers := true
	for i, r := range rows {
		columns := 0
		for _, c := range r.all("tc") {
			columns++
			for _, s := range c.all("gridSpan") {
				span, err := strconv.Atoi(s.attrs["val"])
				if err != nil {
					t.Errorf("%s: a span of %q", part, s.attrs["val"])
				}
				columns += span - 1
			}
		}
		if columns != grid {
			t.Errorf("%s: row %d has %d columns of %d", part, i+1, columns, grid)
		}
		if h := len(r.all("tblHeader")) > 0; h && !headers {
			t.Errorf("%s: row %d is a heading below other rows: Word does not repeat it", part, i+1)
		} else {
			headers = headers && h
		}
	}
}

// targetsAreThere holds that relationships lead to parts that are there, and that every id used in a part has one.
func targetsAreThere(t *testing.T, parts map[string]string) {
	t.Helper()
	for name, content := range parts {
		if path.Ext(name) != ".rels" {
			continue
		}
		dir := path.Dir(path.Dir(name))
		source := path.Join(dir, strings.TrimSuffix(path.Base(name), ".rels"))
		ids := map[string]bool{}
		for _, r := range parse(t, name, content).all("Relationship") {
			ids[r.attrs["Id"]] = true
			if _, there := parts[path.Join(dir, r.attrs["Target"])]; !there {
				t.Errorf("%s leads to %s, which is not there", name, r.attrs["Target"])
			}
		}
		if parts[source] == "" {
			continue
		}
		parse(t, source, parts[source]).walk(func(_, n *node) {
			for _, id := range []string{n.attrs["embed"], n.attrs["id"]} {
				if (n.name == "blip" || n.name == "footerReference") && id != "" && !ids[id] {
					t.Errorf("%s names the relationship %s, which is not there", source, id)
				}
			}
		})
	}
}

// xmllint checks a part with a second reader, one that knows namespaces. scripts/test installs it, so where CI is set its
// absence is a failure.
func xmllint(t *testing.T, part, content string) {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("xmllint (libxml2-utils) is not installed")
		}
		t.Logf("%s was not read by xmllint (libxml2-utils), which is not installed", part)
		return
	}
	cmd := exec.CommandContext(t.Context(), program, "--noout", "--nonet", "-")
	cmd.Stdin = strings.NewReader(content)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", part, err, out)
	}
}
