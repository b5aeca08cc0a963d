package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The one path from an edit to its papers, as ARCHITECTURE.md draws it: who may call what papers are made by, and why. «package»
// stands for every function of a folder. Whoever is not here would be a second way to a paper, and two ways can disagree.
var path = map[string]map[string]string{
	"proposals/redline.Compare": {
		"proposals.Text.Redline":            "the redline of a proposal, for screen, table and public page",
		"proposals/instruction.package":     "what an instruction says is found in the redline of the same two texts",
		"proposals/drafting.package":        "a rule speaks only of what a draft changes",
		"proposals.appendRow":               "the table of two files, which are no proposal",
		"proposals.compareArticle":          "what a newer edition changes of an article",
		"proposals.CompareEditions":         "which articles a newer edition brings and drops",
		"proposals.Amendments.try":          "what an amending law does to an act",
		"proposals.Workbench.Since":         "what has changed since a reader was last there, which goes on no paper",
		"proposals.derivedLang.mergedWith":  "two proposals carried out together",
		"proposals.merge":                   "carries a draft over to a newer edition",
		"proposals.Proposal.decideRebase":   "the carried draft as an update that comments can follow",
		"proposals.Workbench.Restore":       "an older text as an update that comments can follow",
		"proposals.Suggestion.putAt":        "the words of a suggestion as an update",
		"proposals.pastWordings.inRedline":  "which changes in a file from Word are the redline that it was printed with",
		"proposals/paper/papertest.package": "the made-up papers of tests",
		"server/api.server.postRedline":     "two texts that somebody sends, which are no proposal",
		"server/api.names.reply":            "the words of a suggestion",
		"cmd/talqy.package":                 "two files at the prompt, and the measuring of speed",
	},
	"proposals/instruction.DeriveText": {
		"proposals.phrases.derive":     "the instruction beside the editor and the items of the bill, each pair of wordings once",
		"proposals.Workbench.Instruct": "two texts that somebody sends, which are no proposal",
		"cmd/talqy.package":            "two files at the prompt, and the measuring of speed",
	},
	"proposals/instruction.Compose": {
		"proposals.derivedLang.instruct":    "a new article's instruction",
		"proposals.derivedLang.consolidate": "the instruction beside the editor, tried before it is shown",
		"proposals.draft.phrase":            "the items of the bill",
		"proposals.Workbench.Instruct":      "two texts that somebody sends, which are no proposal",
		"cmd/talqy.package":                 "two files at the prompt",
	},
	"proposals/instruction.Phrase": {
		"proposals.oneByOne":         "the instruction beside the editor, each order with its full address",
		"cmd/talqy.instructionsJSON": "two files at the prompt",
	},
	"proposals/instruction.Apply": {
		"proposals.carriedOut":                 "the consolidated text beside the editor",
		"proposals.draft.wrong":                "the bill is carried out before it is shown",
		"proposals.derivedLang.tryTogether":    "two proposals carried out in both orders",
		"proposals.claims.addressed":           "which units an instruction lays hands on",
		"proposals.Amendments.try":             "what an amending law does to an act",
		"proposals.Workbench.AcceptAmendments": "the edition that an amending law makes",
		"proposals/drafting.package":           "the rules are asked of the act as amended",
	},
	"proposals/paper.New*": {
		"proposals.printing.table":          "the comparative table",
		"proposals.printing.bill":           "the bill's note, conformity, summary and evidence",
		"proposals.printing.billText":       "the bill",
		"proposals.Workbench.BillText":      "the bill in one language",
		"proposals.draft.wrong":             "the bill is carried out before it is shown",
		"proposals.printing.meeting":        "programme, participants, badges, name plates",
		"proposals.printing.guestPoster":    "the guests' poster",
		"proposals.printing.minutes":        "the minutes",
		"proposals.printing.remarks":        "the certificate of remarks",
		"proposals/paper/papertest.package": "the made-up papers of tests",
		"cmd/talqy.package":                 "the table of two files at the prompt, and the measuring of speed",
	},
}

// Nothing walks round the path.
func TestOnePathFromAnEditToItsPapers(t *testing.T) {
	met := map[string]map[string]bool{}
	files := 0
	for _, folder := range []string{"proposals", "server", "cmd"} {
		err := filepath.WalkDir("../../"+folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files++
			return callsOf(name, func(called, caller string) {
				if met[called] == nil {
					met[called] = map[string]bool{}
				}
				met[called][caller] = true
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 300 {
		t.Fatalf("only %d files were read", files)
	}
	for called, allowed := range path {
		callers := map[string]bool{}
		for name, by := range met {
			if prefix, all := strings.CutSuffix(called, "*"); name == called || all && strings.HasPrefix(name, prefix) {
				maps.Copy(callers, by)
			}
		}
		used := map[string]bool{}
		for _, caller := range slices.Sorted(maps.Keys(callers)) {
			whole := caller[:strings.Index(caller, ".")] + ".package"
			switch {
			case allowed[caller] != "":
				used[caller] = true
			case allowed[whole] != "":
				used[whole] = true
			default:
				t.Errorf("%s calls %s: a second way to a paper. Take what the path gives (ARCHITECTURE.md, «One edit and its papers»), or say here why not", caller, called)
			}
		}
		for caller := range allowed {
			if !used[caller] {
				t.Errorf("%s does not call %s any more: drop its row", caller, called)
			}
		}
	}
}

// The drawing of that path names functions and types that are there.
func TestTheDrawingNamesWhatIsThere(t *testing.T) {
	document, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, drawing, _ := strings.Cut(string(document), "\n## One edit and its papers\n")
	drawing, _, _ = strings.Cut(drawing, "\n## ")
	there := map[string]bool{}
	for _, folder := range []string{"proposals", "proposals/redline", "proposals/instruction", "proposals/paper", "server/pdf", "server/docx"} {
		files, err := filepath.Glob("../../" + folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		inside := folder[strings.LastIndex(folder, "/")+1:] + "."
		if folder == "proposals" {
			inside = ""
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				switch d := decl.(type) {
				case *ast.FuncDecl:
					there[inside+funcName(d)] = true
				case *ast.GenDecl:
					for _, spec := range d.Specs {
						if named, ok := spec.(*ast.TypeSpec); ok {
							there[inside+named.Name.Name] = true
						}
					}
				}
			}
		}
	}
	names := regexp.MustCompile(`\b(Workbench|Text|draft|derivedLang|phrases|printing|redline|instruction|paper|pdf|docx)\.\w+`).FindAllString(drawing, -1)
	for _, name := range names {
		if !there[name] {
			t.Errorf("the drawing names %s, which is not there", name)
		}
	}
	if len(names) < 20 {
		t.Errorf("the drawing names only %q", names)
	}
}

// ourImports gives the folders of our packages that a file imports, by the names that it calls them.
func ourImports(file *ast.File) map[string]string {
	ours := map[string]string{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if inside, ok := strings.CutPrefix(imported, "talqy/"); ok {
			short := inside[strings.LastIndex(inside, "/")+1:]
			if spec.Name != nil {
				short = spec.Name.Name
			}
			ours[short] = inside
		}
	}
	return ours
}

// callsOf reports each use of a function of another of our packages, with the function it is used in.
func callsOf(name string, each func(called, caller string)) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	folder := filepath.ToSlash(filepath.Dir(strings.TrimPrefix(filepath.ToSlash(name), "../../")))
	ours := ourImports(file)
	for _, decl := range file.Decls {
		caller := folder + ".package"
		if f, ok := decl.(*ast.FuncDecl); ok {
			caller = folder + "." + funcName(f)
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && ours[x.Name] != "" {
					each(ours[x.Name]+"."+s.Sel.Name, caller)
				}
			}
			return true
		})
	}
	return nil
}

// funcName is a function's name, with the type it belongs to.
func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	for {
		switch t := of.(type) {
		case *ast.StarExpr:
			of = t.X
		case *ast.IndexExpr:
			of = t.X
		case *ast.Ident:
			return t.Name + "." + f.Name.Name
		default:
			return f.Name.Name
		}
	}
}
