package source

import (
	"bytes"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
)

// Reading takes time in proportion to the size: the Code on Administrative Offences once, twice and four times over.
func BenchmarkReadCode(b *testing.B) {
	content := law(b, "txt-ru/code_of_administrative_offenses.txt")
	for _, times := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			all := bytes.Repeat(append(bytes.TrimRight(content, "\n"), '\n'), times)
			b.SetBytes(int64(len(all)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(all, "code.txt"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{
		"txt-ru/criminal_code.txt", "txt-ru-wrapped/criminal_code.txt", "parallel/land_code_kz.txt",
		"word-html/Z090000155_155-IV_commodity-exchanges_MsoNormal_rus.html", "adilet-pdf/z1600000480.09-01-2026.rus.pdf",
	} {
		b.Run(name, func(b *testing.B) {
			content := law(b, name)
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				if _, err := Read(content, name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadWording(b *testing.B) {
	doc := mustRead(b, "txt-ru/criminal_code.txt")
	wording := doc.Expression.Find("art_128").Wording()
	for b.Loop() {
		ReadWording(wording, doc.Expression.Lang, doc.Profile)
	}
}

// Memory in use after reading stays in proportion to the file, whatever its markup.
func TestMemoryIsInProportion(t *testing.T) {
	for _, name := range allFiles {
		content := law(t, name)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := Read(content, name); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		// Text is copied a few times on its way to the tree. A PDF is packed six to one, and places every letter.
		most := 40
		if filepath.Ext(name) == ".pdf" {
			most = 160
		}
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > uint64(len(content)*most+1<<20) {
			t.Errorf("%s: %d bytes allocated for %d", name, allocated, len(content))
		}
	}
}
