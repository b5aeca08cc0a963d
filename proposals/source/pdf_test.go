package source

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// inWindows1251 writes text in one byte a letter, as the font of tinyPDF explains the codes.
func inWindows1251(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= 'А' && r <= 'я':
			fmt.Fprintf(&b, "\\%o", r-'А'+0xc0)
		case r == '(' || r == ')' || r == '\\':
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// show draws a line of text at a height.
func show(x, y int, text string) string {
	return fmt.Sprintf("BT /F1 14 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", x, y, inWindows1251(text))
}

var printedPage = show(42, 740, "О мостах") + show(42, 700, "Статья 1. Мост") +
	show(42, 682, "      1. Мост стоит над рекой и") + show(42, 664, "соединяет берега.") +
	show(42, 646, "      1) большой (каменный);") + "BT /F1 14 Tf 1 0 0 1 42 628 Tm [(" + inWindows1251("      2. По ") + ")-100(" +
	inWindows1251("пункту") + ")-900(" + inWindows1251("1 настоящей статьи.") + ")] TJ ET\n" +
	show(300, 592, "М. МОСТОВ") + show(42, 600, "      Президент") + show(42, 584, "Республики Казахстан")

const printedWording = "Статья 1. Мост\n1. Мост стоит над рекой и соединяет берега.\n1) большой (каменный);\n2. По пункту 1 настоящей статьи."

func TestReadPDF(t *testing.T) {
	packed := func(data string) string {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, _ = w.Write([]byte(data))
		_ = w.Close()
		return b.String()
	}
	plain := tinyPDF(printedPage)
	// The same file with its pages and fonts inside a packed stream of objects, as newer programs write them.
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", "<</Type/Font/ToUnicode 6 0 R>>"}
	head, inside := "", ""
	for i, num := range []int{1, 2, 3, 5} {
		head += fmt.Sprintf("%d %d ", num, len(inside))
		inside += objects[i] + " "
	}
	stream := func(num int, dict, data string) string {
		data = packed(data)
		return fmt.Sprintf("%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n", num, dict, len(data), data)
	}
	newer := "%PDF-1.5\n" + stream(9, fmt.Sprintf("/Type/ObjStm/N 4/First %d", len(head)), head+inside) + stream(4, "", printedPage) +
		stream(6, "", "1 beginbfrange\n<c0><ff><0410>\nendbfrange") + "8 0 obj\n<</Type/XRef/Root 1 0 R>>stream\n\nendstream\nendobj\n"
	// Packed after each byte was written as its difference from a neighbour, in each of the four ways and in none.
	predicted := "%PDF-1.5\n" + stream(9, fmt.Sprintf("/Type/ObjStm/N 4/First %d/DecodeParms<</Predictor 12/Columns 5>>", len(head)), predict(head+inside, 5)) +
		stream(4, "/DecodeParms<</Predictor 15/Columns 7>>", predict(printedPage, 7)) + stream(6, "", "1 beginbfrange\n<c0><ff><0410>\nendbfrange") +
		"8 0 obj\n<</Type/XRef/Root 1 0 R>>stream\n\nendstream\nendobj\n"
	for name, content := range map[string]string{"plain": plain, "packed objects": newer, "differences": predicted} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read([]byte(content), "мосты.pdf")
			if err != nil {
				t.Fatal(err, err.(*Error).Args)
			}
			if got := doc.Expression.Articles()[0].Wording(); got != printedWording {
				t.Errorf("got\n%s\nwant\n%s", got, printedWording)
			}
			if doc.Expression.Title != "О мостах" {
				t.Errorf("title %q", doc.Expression.Title)
			}
			last := doc.Expression.Provisions[len(doc.Expression.Provisions)-1]
			if got := last.Wording(); got != "Президент Республики Казахстан\nМ. МОСТОВ" {
				t.Errorf("signature %q", got)
			}
		})
	}
}

// predict writes data in rows of so many bytes as their differences from the bytes before and above, by the filters of PNG.
func predict(data string, columns int) string {
	data += strings.Repeat(" ", (columns-len(data)%columns)%columns)
	above := make([]byte, columns)
	var out []byte
	for n := 0; len(data) > 0; n++ {
		row := []byte(data[:columns])
		data = data[columns:]
		filter := byte(n % 5)
		out = append(out, filter)
		for i, b := range row {
			left, corner := 0, 0
			if i > 0 {
				left, corner = int(row[i-1]), int(above[i-1])
			}
			up := int(above[i])
			nearest := left
			distance := func(v int) int { return max(left+up-corner-v, v-left-up+corner) }
			if distance(up) < distance(nearest) {
				nearest = up
			}
			if distance(corner) < distance(nearest) {
				nearest = corner
			}
			out = append(out, b-byte([]int{0, left, up, (left + up) / 2, nearest}[filter]))
		}
		above = row
	}
	return string(out)
}

// A locked file and one without a text layer are refused.
func TestReadRefusesPDFWithoutText(t *testing.T) {
	for name, test := range map[string]struct{ content, code string }{
		"locked":   {strings.Replace(tinyPDF(printedPage), "<</Root", "<</Encrypt 7 0 R/Root", 1), CodeNotText},
		"pictures": {tinyPDF("q 100 0 0 100 0 0 cm /Im1 Do Q"), CodeEmpty},
	} {
		_, err := Read([]byte(test.content), name)
		if err == nil || err.(*Error).Code != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		}
	}
}
