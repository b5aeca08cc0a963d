package source

import (
	"unicode/utf16"
	"unicode/utf8"
)

// pdfFont decodes the strings of one font.
type pdfFont struct {
	wide     bool // two bytes a letter
	unicode  map[uint32]string
	widths   map[uint32]float64 // in thousandths of the size
	standard float64            // where widths has none
}

// maxCodes bounds the letters that the fonts of one file explain, those explained twice included.
const maxCodes = 1 << 20

// font reads how a font's codes become letters and how wide they are.
func (f *pdfFile) font(dict pdfDict) *pdfFont {
	if dict == nil {
		return nil
	}
	font := &pdfFont{unicode: make(map[uint32]string), widths: make(map[uint32]float64), standard: 500}
	if ref, ok := dict["ToUnicode"].(pdfRef); ok && f.objects[int(ref)] != nil {
		if data, ok := f.unpack(f.objects[int(ref)]); ok {
			font.readCMap(data, &f.codes)
		}
	}
	if descendants := f.array(dict["DescendantFonts"]); len(descendants) > 0 {
		font.wide = true
		d := f.dict(descendants[0])
		font.standard = 1000
		if n, ok := f.resolve(d["DW"]).(float64); ok {
			font.standard = n
		}
		f.readWideWidths(font, f.array(d["W"]))
		return font
	}
	first := uint32(max(0, f.number(dict["FirstChar"])))
	widths := f.array(dict["Widths"])
	for i, w := range widths[:min(len(widths), 256)] { // many fonts may name one endless list
		if n, ok := f.resolve(w).(float64); ok {
			font.widths[first+uint32(i)] = n
		}
	}
	return font
}

// readWideWidths reads «[3 [250 333] 11 20 500]»: a list from a code on, or one width for a span.
func (f *pdfFile) readWideWidths(font *pdfFont, list pdfArray) {
	for i := 0; i+1 < len(list); {
		first, ok := f.resolve(list[i]).(float64)
		if !ok || first < 0 {
			return
		}
		if widths := f.array(list[i+1]); widths != nil {
			for j, w := range widths {
				if f.codes++; f.codes > maxCodes {
					return
				}
				if n, ok := f.resolve(w).(float64); ok {
					font.widths[uint32(first)+uint32(j)] = n
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			return
		}
		last, w := f.number(list[i+1]), f.resolve(list[i+2])
		n, _ := w.(float64)
		for code := int(first); code <= last; code++ {
			if f.codes++; f.codes > maxCodes {
				return
			}
			font.widths[uint32(code)] = n
		}
		i += 3
	}
}

// readCMap reads the table from codes to letters.
func (font *pdfFont) readCMap(data []byte, codes *int) {
	set := func(code uint32, text string) bool {
		if *codes++; *codes > maxCodes {
			return false
		}
		font.unicode[code] = text
		return true
	}
	l := &pdfLexer{data: data}
	var operands []pdfValue
	for l.skip(); l.at < len(data) && *codes <= maxCodes; l.skip() {
		v := l.value(0)
		op, ok := v.(pdfKeyword)
		if !ok {
			if len(operands) < 3*maxOperands {
				operands = append(operands, v)
			}
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				code, ok1 := operands[i].(pdfString)
				text, ok2 := operands[i+1].(pdfString)
				if ok1 && ok2 {
					set(codeOf(code), utf16Text(text))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				setRange(operands[i], operands[i+1], operands[i+2], set)
			}
		}
		operands = operands[:0]
	}
}

// setRange explains a span of codes: by a list, or counting on from one letter.
func setRange(from, to, text pdfValue, set func(code uint32, text string) bool) {
	first, ok1 := from.(pdfString)
	last, ok2 := to.(pdfString)
	if !ok1 || !ok2 {
		return
	}
	low, high := codeOf(first), codeOf(last)
	if high < low || high-low > 0xFFFF {
		return
	}
	switch v := text.(type) {
	case pdfArray:
		for i, piece := range v {
			if s, ok := piece.(pdfString); ok && low+uint32(i) <= high {
				set(low+uint32(i), utf16Text(s))
			}
		}
	case pdfString:
		base := []rune(utf16Text(v))
		if len(base) == 0 {
			return
		}
		for code := low; code <= high; code++ {
			next := append([]rune{}, base...)
			next[len(next)-1] += rune(code - low)
			if !set(code, string(next)) {
				return
			}
		}
	}
}

func codeOf(s pdfString) uint32 {
	var code uint32
	for _, c := range s[:min(len(s), 4)] {
		code = code<<8 | uint32(c)
	}
	return code
}

func utf16Text(s pdfString) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// decode gives the letters of a string one by one. A code that the font does not explain becomes the replacement sign:
// nothing is dropped in silence.
func (font *pdfFont) decode(s pdfString, yield func(text string, width float64, space bool)) {
	step := 1
	if font.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := codeOf(s[i : i+step])
		text, ok := font.unicode[code]
		if !ok {
			switch {
			case !font.wide && code >= ' ' && code < 0x7f:
				text = string(rune(code))
			default:
				text = string(utf8.RuneError)
			}
		}
		width, ok := font.widths[code]
		if !ok {
			width = font.standard
		}
		yield(text, width, !font.wide && code == ' ')
	}
}
