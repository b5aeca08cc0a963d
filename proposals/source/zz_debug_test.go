package source

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"talqy/proposals/act"
)

func TestZZDebug(t *testing.T) {
	file := os.Getenv("ZZ")
	if file == "" {
		t.Skip("debug")
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	doc, err := Read(content, file, AcceptTruncated)
	took := time.Since(start)
	if err != nil {
		t.Fatal(err, err.(*Error).Args)
	}
	e := doc.Expression
	fmt.Println("took", took, "title", e.Title, "| number", e.Number, "|", e.Lang, doc.Profile, e.Preface)
	fmt.Println(doc.Report.Units, "notes", len(doc.Report.Notes), "findings", len(doc.Report.Findings), "articles", len(e.Articles()))
	count := map[string]int{}
	for _, f := range doc.Report.Findings {
		count[f.Code]++
		if f.Code != FindingHomoglyph || os.Getenv("ZZH") != "" {
			fmt.Println("  ", f.Code, f.Line, f.Text)
		}
	}
	fmt.Println(count)
	if os.Getenv("ZZOUT") != "" {
		var dump func(p *act.Provision, depth int)
		dump = func(p *act.Provision, depth int) {
			fmt.Printf("%s[%s %s %s] %s | %s | %.90s\n", strings.Repeat("  ", depth), p.Level, p.Num, p.EID, p.Label, p.Heading, p.Text)
			for _, n := range p.Notes {
				fmt.Printf("%s   ~~ %s %.100s\n", strings.Repeat("  ", depth), n.Kind, n.Text)
			}
			for _, c := range p.Children {
				dump(c, depth+1)
			}
		}
		for _, p := range e.Provisions {
			dump(p, 0)
		}
	}
}
