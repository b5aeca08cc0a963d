package akn

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// No package that we know of holds the OASIS schema and the repository ships none of it, so the rules that an export must keep
// are written down here, as read in akomantoso30.xsd of 29 August 2018 (its types in brackets): which elements may stand in
// which and in which order, which attributes an element may and must have, which values some attributes take, that words
// stand only where they may, and that an eId is unique and without spaces. An element that is not in the list is an error:
// the export writes no other. Set TALQY_AKN_SCHEMA to the path of the schema itself to check against it as well.

// rule is the content and the attributes of one element.
type rule struct {
	// content is a regular expression over the names of the child elements, each followed by a space.
	content string
	// mixed says that words may stand in it.
	mixed bool
	// attrs may stand in it, those with «!» must.
	attrs string
}

const (
	core = "class style title status period eId wId GUID refersTo alternativeTo " // coreopt, corereq
	hier = "(part|title|subtitle|chapter|section|article|paragraph|subparagraph|point|indent|hcontainer) "
	// numbers is basehierarchy, which leaves order and number of the headings open; an export has each once at most.
	numbers = "(num )?(heading )?"
	// unit is hierarchy: words with units below them, or words alone.
	unit   = numbers + "((intro )?(" + hier + ")*(wrapUp )?|content )"
	blocks = "((p|table|block) )*" // blocksreq, blocksopt
	inline = "(br )*"
	// floor is coreProperties.
	floor = "FRBRthis (FRBRuri )+(FRBRalias )*(FRBRdate )+(FRBRauthor )+"
	value = "value! refersTo showAs shortForm eId wId GUID"
)

var rules = func() map[string]rule {
	rules := map[string]rule{
		"akomaNtoso":        {"act ", false, ""},
		"act":               {"meta (preface )?(preamble )?body (conclusions )?(attachments )?", false, "name! contains"},
		"doc":               {"meta (preface )?(preamble )?mainBody (conclusions )?(attachments )?", false, "name! contains"},
		"meta":              {"identification (references )?(notes )?(proprietary )?", false, ""},
		"identification":    {"FRBRWork FRBRExpression FRBRManifestation ", false, "source!"},
		"FRBRWork":          {floor + "FRBRcountry (FRBRsubtype )?(FRBRnumber )*(FRBRname )*(FRBRprescriptive )?(FRBRauthoritative )?", false, ""},
		"FRBRExpression":    {floor + "(FRBRversionNumber )?(FRBRauthoritative )?(FRBRmasterExpression )?(FRBRlanguage )+", false, ""},
		"FRBRManifestation": {floor + "(FRBRportion )?(FRBRformat )?", false, ""},
		"FRBRthis":          {"", false, value},
		"FRBRuri":           {"", false, value},
		"FRBRcountry":       {"", false, value},
		"FRBRnumber":        {"", false, value},
		"FRBRformat":        {"", false, value},
		"FRBRdate":          {"", false, "date! name! eId wId GUID"},
		"FRBRauthor":        {"", false, "href! as eId wId GUID"},
		"FRBRprescriptive":  {"", false, "value! eId wId GUID"},
		"FRBRauthoritative": {"", false, "value! eId wId GUID"},
		"FRBRlanguage":      {"", false, "language! eId wId GUID"},
		"references":        {"(TLCOrganization )+", false, "source!"},
		"TLCOrganization":   {"", false, "eId! wId GUID href! showAs! shortForm"},
		"notes":             {"(note )+", false, "source!"},
		"note":              {"(p )+", false, core + "marker placement placementBase"},
		"proprietary":       {"(talqy:profile )*", false, "source! href eId wId GUID"},
		"talqy:profile":     {"", true, ""},
		"preface":           {"((p|block|longTitle|container) )+", false, core},
		"longTitle":         {blocks, false, core},
		"preamble":          {"((p|table|block|container) )+", false, core},
		"conclusions":       {"((p|table|block|container) )+", false, core},
		"container":         {"((p|table|block|container) )+", false, core + "name!"},
		"block":             {inline, true, core + "name!"},
		"body":              {"(" + hier + ")+", false, core},
		"mainBody":          {"(" + hier + "|(p|table|block|container) )+", false, core},
		"attachments":       {"(attachment )+", false, ""},
		"attachment":        {numbers + "(doc|act) ", false, core},
		"hcontainer":        {unit, false, core + "name!"},
		"num":               {inline, true, core},
		"heading":           {inline, true, core},
		"intro":             {blocks, false, core},
		"content":           {blocks, false, core},
		"p":                 {"((br|docTitle|docDate|docNumber) )*", true, core},
		"docTitle":          {inline, true, core},
		"docNumber":         {inline, true, core},
		"docDate":           {inline, true, core + "date!"},
		"br":                {"", false, core},
		"table":             {"(caption )?(tr )+", false, core + "width border cellspacing cellpadding"},
		"tr":                {"((th|td) )+", false, core},
		"td":                {blocks, false, core + "rowspan colspan"},
	}
	for _, name := range strings.Fields("part title subtitle chapter section article paragraph subparagraph point indent") {
		rules[name] = rule{unit, false, core}
	}
	return rules
}()

// valueRules are the values of attributes, by element and attribute or by attribute alone.
var valueRules = map[string]*regexp.Regexp{
	"eId":                     regexp.MustCompile(`^\S+$`),
	"FRBRdate/date":           regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`),
	"docDate/date":            regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`),
	"act/contains":            regexp.MustCompile(`^(originalVersion|singleVersion)$`),
	"note/status":             regexp.MustCompile(`^editorial$`),
	"note/placementBase":      regexp.MustCompile(`^#\S+$`),
	"FRBRlanguage/language":   regexp.MustCompile(`^(rus|kaz)$`),
	"FRBRcountry/value":       regexp.MustCompile(`^kz$`),
	"FRBRprescriptive/value":  regexp.MustCompile(`^(true|false)$`),
	"FRBRauthoritative/value": regexp.MustCompile(`^(true|false)$`),
	"source":                  regexp.MustCompile(`^#(talqy|kz)$`),
	"FRBRauthor/href":         regexp.MustCompile(`^#(talqy|kz)$`),
}

// contents are the compiled rules of contents.
var contents = func() map[string]*regexp.Regexp {
	out := make(map[string]*regexp.Regexp)
	for name, r := range rules {
		out[name] = regexp.MustCompile("^(" + r.content + ")$")
	}
	return out
}()

// breaches lists where a document breaks the rules, each with its line; at most ten.
func breaches(content []byte) []string {
	var out []string
	decoder := xml.NewDecoder(bytes.NewReader(content))
	line := 0
	report := func(format string, args ...any) {
		if len(out) < 10 {
			out = append(out, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
		}
	}
	type opened struct {
		name     string
		children strings.Builder
	}
	open := []*opened{{}}
	eids := map[string]bool{}
	var bases []string
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		line, _ = decoder.InputPos()
		if err != nil {
			report("%v", err)
			return out
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			switch token.Name.Space {
			case Namespace:
			case ownNamespace:
				name = "talqy:" + name
			default:
				report("%s is of the namespace %q", name, token.Name.Space)
			}
			top.children.WriteString(name + " ")
			open = append(open, &opened{name: name})
			r, ok := rules[name]
			if !ok {
				report("no rule for %s", name)
				continue
			}
			seen := map[string]bool{}
			for _, a := range token.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Space == ownNamespace || a.Name.Space == xmlNamespace {
					continue // attributes of other namespaces may stand everywhere (core)
				}
				key := a.Name.Local
				if seen[key] || a.Name.Space != "" || !strings.Contains(" "+strings.ReplaceAll(r.attrs, "!", "")+" ", " "+key+" ") {
					report("%s may not have the attribute %s", name, key)
				}
				seen[key] = true
				for _, k := range []string{key, name + "/" + key} {
					if allowed := valueRules[k]; allowed != nil && !allowed.MatchString(a.Value) {
						report("%s of %s is %q", key, name, a.Value)
					}
				}
				switch key {
				case "eId":
					if eids[a.Value] {
						report("eId %s stands twice", a.Value)
					}
					eids[a.Value] = true
				case "placementBase", "source":
					bases = append(bases, a.Value)
				}
			}
			for _, key := range strings.Fields(r.attrs) {
				if must, ok := strings.CutSuffix(key, "!"); ok && !seen[must] {
					report("%s lacks %s", name, must)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			if contents[top.name] != nil && !contents[top.name].MatchString(top.children.String()) {
				report("%s holds %q", top.name, clip(top.children.String()))
			}
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" && !rules[top.name].mixed {
				report("words in %s: %q", top.name, token)
			}
		}
	}
	for _, base := range bases {
		if !eids[strings.TrimPrefix(base, "#")] {
			report("nothing has the eId %s", base)
		}
	}
	return out
}

func clip(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}

// validate fails a test for every breach of the rules.
func validate(t *testing.T, content []byte) {
	t.Helper()
	for _, breach := range breaches(content) {
		t.Error(breach)
	}
}

// The rules must find what is wrong: each of these changes to a good document is a breach.
func TestRulesFindBreaches(t *testing.T) {
	good := string(mustWrite(t, smallAct()))
	if found := breaches([]byte(good)); found != nil {
		t.Fatalf("the good document has breaches: %q\n%s", found, good)
	}
	for _, c := range []struct{ why, old, new, want string }{
		{"the meta goes after the body", "<preface>", "<body/><preface>", "act holds"},
		{"no language", `<FRBRlanguage language="rus"/>`, "", "FRBRExpression holds"},
		{"a language by two letters", `language="rus"`, `language="ru"`, "language of FRBRlanguage"},
		{"no date of the act", `<FRBRdate date="0001-01-01" name="unknown"/>`, "", "FRBRWork holds"},
		{"a date in words", `date="0001-01-01"`, `date="1 мая"`, "date of FRBRdate"},
		{"a double address", `eId="art_2"`, `eId="art_1"`, "stands twice"},
		{"a space in an address", `eId="art_2"`, `eId="art 2"`, "eId of article"},
		{"bare words in a unit", "<num>Статья 2.</num>", "Статья 2.", "words in article"},
		{"a paragraph among the units", `<hcontainer name="note"`, `<p>Слова</p><hcontainer name="note"`, "article holds"},
		{"words both alone and before units", "</intro>", "</intro><content><p>Слова</p></content>", "article holds"},
		{"the heading above the number", "<num>Статья 1.</num>\n        <heading>Звон</heading>", "<heading>Звон</heading><num>Статья 1.</num>", "article holds"},
		{"an unknown element", "<heading>Звон</heading>", "<header>Звон</header>", "no rule for header"},
		{"an attribute of HTML", `<article eId="art_1">`, `<article eId="art_1" id="x">`, "may not have the attribute id"},
		{"a note that belongs nowhere", `placementBase="#art_1"`, `placementBase="#art_9"`, "nothing has the eId"},
		{"a container without a name", `<hcontainer name="note"`, "<hcontainer", "lacks name"},
		{"a table without rows", "<tr>", "<thead>", "no rule for thead"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s: %q is not in the document\n%s", c.why, c.old, good)
			continue
		}
		if found := strings.Join(breaches([]byte(bad)), "\n"); !strings.Contains(found, c.want) {
			t.Errorf("%s: got %q, want %q", c.why, found, c.want)
		}
	}
}

// TestSchema checks exports against the schema itself where a path to it is given.
func TestSchema(t *testing.T) {
	schema := os.Getenv("TALQY_AKN_SCHEMA")
	if schema == "" {
		t.Skip("TALQY_AKN_SCHEMA does not name akomantoso30.xsd; the rules above were checked instead")
	}
	folder := t.TempDir()
	args := []string{"--noout", "--nonet", "--schema", schema}
	for i, e := range exports(t) {
		name := filepath.Join(folder, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(name, e, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if out, err := exec.CommandContext(t.Context(), "xmllint", args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
