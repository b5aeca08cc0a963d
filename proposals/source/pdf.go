package source

import (
	"bytes"
	"compress/zlib"
	"io"
	"strconv"
)

// maxUnpacked bounds what compressed files may unfold to. The text layer of the largest code is below a tenth of it.
const maxUnpacked = 64 << 20

// maxNesting bounds arrays and dictionaries inside each other.
const maxNesting = 32

// pdfValue is a value of a PDF file: nil, bool, float64, pdfName, pdfString, pdfArray, pdfDict, pdfRef or pdfKeyword.
type pdfValue any

type (
	pdfName    string
	pdfString  []byte
	pdfArray   []pdfValue
	pdfDict    map[string]pdfValue
	pdfRef     int    // the number of an object
	pdfKeyword string // an operator, or a word such as «obj»
)

// pdfObject is a numbered object: a value, and where it has one the packed bytes of its stream.
type pdfObject struct {
	value  pdfValue
	stream []byte
}

// pdfFile is a PDF file read without its table of places: objects are found by their own marks, so a damaged or shortened
// table does no harm.
type pdfFile struct {
	objects map[int]*pdfObject
	trailer pdfDict
	spent   int // bytes unpacked so far
	codes   int // letters of fonts read so far
}

// isPDF recognises the format; a few bytes may stand before the mark.
func isPDF(content []byte) bool {
	return bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-"))
}

// openPDF finds the objects of a file; false when there are none.
func openPDF(content []byte) (*pdfFile, bool) {
	f := &pdfFile{objects: make(map[int]*pdfObject), trailer: pdfDict{}}
	trailer := -2 // where the next one is; -2 says not looked for yet
	for at := 0; at < len(content); {
		if trailer == -2 || trailer >= 0 && trailer < at {
			if trailer = bytes.Index(content[at:], []byte("trailer")); trailer >= 0 {
				trailer += at
			}
		}
		i := bytes.Index(content[at:], []byte(" obj"))
		if trailer >= 0 && (i < 0 || trailer < at+i) {
			l := &pdfLexer{data: content, at: trailer + len("trailer")}
			if dict, ok := l.value(0).(pdfDict); ok {
				f.addTrailer(dict)
			}
			at = max(l.at, trailer+1)
			continue
		}
		if i < 0 {
			break
		}
		num, ok := objectNumber(content[:at+i])
		l := &pdfLexer{data: content, at: at + i + len(" obj")}
		if !ok {
			at += i + 1
			continue
		}
		object := &pdfObject{value: l.value(0)}
		if dict, ok := object.value.(pdfDict); ok {
			object.stream = l.stream(dict)
			if t, _ := dict["Type"].(pdfName); t == "XRef" {
				f.addTrailer(dict)
			}
		}
		f.objects[num] = object
		at = max(l.at, at+i+1)
	}
	f.unpackObjectStreams()
	return f, len(f.objects) > 0
}

// addTrailer takes up what a trailer says; a file saved again has several, the last one counts.
func (f *pdfFile) addTrailer(dict pdfDict) {
	for key, v := range dict {
		f.trailer[key] = v
	}
}

// objectNumber reads the «12 0» before « obj».
func objectNumber(before []byte) (int, bool) {
	end := len(before)
	for end > 0 && isDigit(before[end-1]) {
		end--
	}
	if end == len(before) || end == 0 || before[end-1] != ' ' && before[end-1] != '\n' {
		return 0, false
	}
	stop := end - 1
	start := stop
	for start > 0 && isDigit(before[start-1]) {
		start--
	}
	num, err := strconv.Atoi(string(before[start:stop]))
	return num, err == nil && num < 1<<24
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// unpackObjectStreams finds the objects that newer files keep inside streams.
func (f *pdfFile) unpackObjectStreams() {
	var holders []*pdfObject
	for _, object := range f.objects {
		if dict, ok := object.value.(pdfDict); ok && dict["Type"] == pdfName("ObjStm") {
			holders = append(holders, object)
		}
	}
	for _, holder := range holders {
		dict := holder.value.(pdfDict)
		data, ok := f.unpack(holder)
		count, first := f.number(dict["N"]), f.number(dict["First"])
		if !ok || first < 0 || first > len(data) {
			continue
		}
		head := &pdfLexer{data: data[:first]}
		read := 0
		for i := 0; i < count; i++ {
			num, ok1 := head.value(0).(float64)
			offset, ok2 := head.value(0).(float64)
			if !ok1 || !ok2 || offset < 0 || int(offset) > len(data)-first {
				break
			}
			l := &pdfLexer{data: data, at: first + int(offset)}
			if _, taken := f.objects[int(num)]; !taken {
				f.objects[int(num)] = &pdfObject{value: l.value(0)}
			}
			// Objects lie side by side; a file that reads one place again and again is up to no good.
			if read += l.at - first - int(offset); read > 2*len(data) {
				break
			}
		}
	}
}

// resolve follows references.
func (f *pdfFile) resolve(v pdfValue) pdfValue {
	for i := 0; i < maxNesting; i++ {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		object := f.objects[int(ref)]
		if object == nil {
			return nil
		}
		v = object.value
	}
	return nil
}

func (f *pdfFile) dict(v pdfValue) pdfDict {
	d, _ := f.resolve(v).(pdfDict)
	return d
}

func (f *pdfFile) array(v pdfValue) pdfArray {
	a, _ := f.resolve(v).(pdfArray)
	return a
}

func (f *pdfFile) number(v pdfValue) int {
	n, _ := f.resolve(v).(float64)
	return int(n)
}

// unpack returns the bytes of a stream; false when they are packed in a way that text is not.
func (f *pdfFile) unpack(object *pdfObject) ([]byte, bool) {
	dict, _ := object.value.(pdfDict)
	filter := f.resolve(dict["Filter"])
	if list, ok := filter.(pdfArray); ok {
		if len(list) > 1 {
			return nil, false
		}
		filter = nil
		if len(list) == 1 {
			filter = f.resolve(list[0])
		}
	}
	switch filter {
	case nil:
		f.spent += len(object.stream)
		return object.stream, f.spent <= maxUnpacked
	case pdfName("FlateDecode"), pdfName("Fl"):
	default:
		return nil, false
	}
	r, err := zlib.NewReader(bytes.NewReader(object.stream))
	if err != nil {
		return nil, false
	}
	// A stream cut short still gives the text before the cut.
	data, _ := io.ReadAll(io.LimitReader(r, int64(maxUnpacked-f.spent)+1))
	f.spent += len(data)
	if f.spent > maxUnpacked {
		return nil, false
	}
	if params := f.dict(dict["DecodeParms"]); params != nil {
		return unpredict(data, f.number(params["Predictor"]), f.number(params["Columns"]))
	}
	return data, true
}

// unpredict undoes the row filters of PNG that object tables use; text streams have none.
func unpredict(data []byte, predictor, columns int) ([]byte, bool) {
	if predictor < 10 {
		return data, predictor < 2
	}
	if columns < 1 || columns > 1<<16 {
		columns = 1
	}
	var out []byte
	before := make([]byte, columns)
	for len(data) > columns {
		row := data[1 : columns+1]
		for i := range row {
			var left, up, corner byte
			up = before[i]
			if i > 0 {
				left, corner = row[i-1], before[i-1]
			}
			switch data[0] {
			case 1:
				row[i] += left
			case 2:
				row[i] += up
			case 3:
				row[i] += byte((int(left) + int(up)) / 2)
			case 4:
				row[i] += paeth(left, up, corner)
			}
		}
		copy(before, row)
		out = append(out, row...)
		data = data[columns+1:]
	}
	return out, true
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := distance(p, int(a)), distance(p, int(b)), distance(p, int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func distance(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}
