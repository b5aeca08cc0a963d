package pdf

import "talqy/proposals/paper"

// Codes makes the squares of the QR code of a link, row by row, true for a dark one.
type Codes func(link string) ([][]bool, error)

// Sizes of QR codes (ISO/IEC 18004): a code that is read from the hand is 20 mm or more, its squares half a millimetre.
const (
	leastSide   = 20.0 // mm
	leastSquare = 0.5  // mm
	quiet       = 4    // squares around the code that stay empty
)

// captionSize is the type under a code for the wall, points, and leastCaption that of a caption that would not fit on its lines.
const captionSize, leastCaption = 20.0, 9.0

// modules is how many squares a code has to a side.
func (c squares) modules() float64 { return float64(len(c.dark)) }

// codeBesideTitle puts the code of the live page into the top right corner of the first page.
func (m *maker) codeBesideTitle() error {
	if m.doc.Link == "" {
		return nil
	}
	code, err := m.codes(m.doc.Link)
	if err != nil {
		return err
	}
	side := min(max(leastSide, leastSquare*float64(len(code))), m.body()/3)
	m.page().codes = append(m.page().codes, squares{m.width - m.right - side, m.top, side, m.doc.Link, code})
	return nil
}

// codeBelow is where the code beside the title ends with its quiet zone, 0 on a page without one.
func (f *flow) codeBelow() (y, width float64) {
	if len(f.pages) != 1 || len(f.page().codes) == 0 {
		return 0, 0
	}
	c := f.page().codes[0]
	if c.y != f.top {
		return 0, 0
	}
	zone := quiet * c.side / c.modules()
	return c.y + c.side + zone, c.side + zone + 1
}

// beside is what a text that begins at y has to leave free for the code beside the title.
func (f *flow) beside(y float64) clearing {
	below, width := f.codeBelow()
	if y >= below {
		return clearing{}
	}
	return clearing{height: below - y, width: width}
}

// clearCode goes below the code beside the title: what is not text has the whole width of the sheet.
func (f *flow) clearCode() {
	if below, _ := f.codeBelow(); f.y < below {
		f.y = below
	}
}

// code is a large code in the middle of the sheet with its caption.
type code struct {
	squares
	caption []line
}

func (m *maker) code(b paper.Code) (*code, error) {
	dark, err := m.codes(b.Link)
	if err != nil {
		return nil, err
	}
	lk := look{size: scaled(captionSize, captionSize, m.scale), align: paper.Centre, gap: 2}
	lines := m.set.lines(b.Caption, lk, m.body())
	for len(lines) > len(b.Caption) && lk.size > leastCaption*pt { // an address in two pieces is no address
		lk.size *= 0.95
		lines = m.set.lines(b.Caption, lk, m.body())
	}
	lines = lines[:fit(lines, m.tall()/2)]
	side := max(b.Side, leastSide)
	zone := 2 * quiet / float64(len(dark)) // on two sides, of the side
	side = min(side, m.body()/(1+zone), (m.tall()-height(lines))/(1+zone))
	return &code{squares{side: side, link: b.Link, dark: dark}, lines}, nil
}

func (c *code) zone() float64 { return quiet * c.side / c.modules() }

func (c *code) height() float64 { return c.side + 2*c.zone() + height(c.caption) }

func (c *code) starts(space float64) bool { return c.height() <= space }

func (c *code) place(f *flow) {
	f.gap()
	f.clearCode()
	if c.height() > f.room() && !f.untouched() {
		f.newPage()
	}
	// Where the code beside the title leaves too little, this one is smaller.
	c.side = min(c.side, (f.room()-height(c.caption))/(1+2*quiet/c.modules()))
	c.x, c.y = f.left+(f.body()-c.side)/2, f.y+c.zone()
	f.page().codes = append(f.page().codes, c.squares)
	f.y += c.side + 2*c.zone()
	f.put(c.caption, f.left)
	f.over = tableAfter
}
