package pdf

import (
	"errors"
	"testing"
)

func TestWithCatalogEntries(t *testing.T) {
	const before = "%PDF-1.3\n1 0 obj\n<<\n/Type /Catalog\n/Pages 1 0 R\n>>\nendobj\nxref\n0 1\ntrailer\nstartxref\n58\n%%EOF\n"
	if before[58:62] != "xref" {
		t.Fatalf("the case is wrong: %q stands where xref should", before[58:62])
	}
	got, err := withCatalogEntries([]byte(before), "/Lang (kk)\n")
	if err != nil {
		t.Fatal(err)
	}
	want := "%PDF-1.3\n1 0 obj\n<<\n/Type /Catalog\n/Lang (kk)\n/Pages 1 0 R\n>>\nendobj\nxref\n0 1\ntrailer\nstartxref\n69\n%%EOF\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, bad := range []string{"", "startxref\n1\n", "/Type /Catalog\nxref\nstartxref\n15", "/Type /Catalog\nstartxref\nx\n",
		"/Type /Catalog\nstartxref\n99999\n", "startxref\n0\n/Type /Catalog\n", "/Type /Catalog\nstartxref\n-1\n"} {
		if _, err := withCatalogEntries([]byte(bad), "x"); !errors.Is(err, errNotAsWritten) {
			t.Errorf("%q: got %v, want %v", bad, err, errNotAsWritten)
		}
	}
}
