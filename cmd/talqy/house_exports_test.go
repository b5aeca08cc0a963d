package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a package exports, another uses, or the package's tests do from outside: a promise to nobody is one that the next developer has
// to keep for nothing. Held are functions and types; a type may also stand in what another exported thing takes or gives.
// Methods are held by no test, since only a type checker knows whose they are.
func TestWhatIsExportedIsUsed(t *testing.T) {
	offered := map[string]string{} // where each is
	used := map[string]bool{}
	for _, name := range ours(t) {
		if filepath.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, "../../"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Log(err) // deleted, and git does not know it yet
			continue
		}
		namedElsewhere(file, used)
		if strings.HasSuffix(name, "_test.go") || file.Name.Name == "main" {
			continue
		}
		folder := filepath.ToSlash(filepath.Dir(name))
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					offered[folder+"."+d.Name.Name] = files.Position(d.Pos()).String()
				}
				if d.Name.IsExported() {
					inWords(d.Type, folder, used)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						if !s.Name.IsExported() {
							continue
						}
						offered[folder+"."+s.Name.Name] = files.Position(s.Pos()).String()
						inWords(s.Type, folder, used)
					case *ast.ValueSpec:
						if s.Type != nil && slices.ContainsFunc(s.Names, (*ast.Ident).IsExported) {
							inWords(s.Type, folder, used)
						}
					}
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(offered)) {
		if !used[name] {
			t.Errorf("%s: nobody outside its package uses %s: begin it with a small letter, or drop it", offered[name], name)
		}
	}
	if len(offered) < 400 {
		t.Errorf("only %d functions and types were seen", len(offered))
	}
}

// namedElsewhere notes what a file names of the packages that it imports.
func namedElsewhere(file *ast.File, used map[string]bool) {
	imported := ourImports(file)
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && imported[x.Name] != "" {
				used[imported[x.Name]+"."+s.Sel.Name] = true
			}
		}
		return true
	})
}

// inWords notes the types of the same package that stand in a signature or in what a type is made of.
func inWords(of ast.Expr, folder string, used map[string]bool) {
	ast.Inspect(of, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.SelectorExpr: // of another package
			return false
		case *ast.Field:
			if len(x.Names) > 0 {
				inWords(x.Type, folder, used) // a field's name is no type
				return false
			}
		case *ast.Ident:
			used[folder+"."+x.Name] = true
		}
		return true
	})
}
