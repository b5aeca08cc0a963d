package pdf

import "talqy/proposals/paper"

// frame is a sheet of A4 with its margins, mm.
type frame struct {
	width, height            float64
	left, right, top, bottom float64 // margins
}

// frames are the sheets of the model. The left edge is the one that is stapled or punched.
func frameOf(s paper.Sheet) frame {
	switch s {
	case paper.Landscape:
		return frame{297, 210, 20, 12, 15, 16}
	case paper.Edgeless:
		return frame{210, 297, 10, 10, 10, 10}
	}
	return frame{210, 297, 30, 15, 20, 20}
}

// body is the width between the margins.
func (f frame) body() float64 { return f.width - f.left - f.right }

// end is where the body ends, from the top of the sheet.
func (f frame) end() float64 { return f.height - f.bottom }

// tall is the height of the body.
func (f frame) tall() float64 { return f.end() - f.top }

// footTop is where the foot begins, from the top of the sheet.
func (f frame) footTop() float64 { return f.height - 12.5 }

// Sizes of type and of a model's scale are held within what a sheet can carry: a line must fit a column.
const (
	bodySize               = 14.0 // points, of official papers; what has no size of its own is set in it
	smallestType, greatest = 4.0, 72.0
	hairline               = 0.2 // mm
)

// scaled is a size of the model in millimetres at the scale of the paper.
func scaled(points, otherwise, scale float64) float64 {
	if !(points > 0) {
		points = otherwise
	}
	return min(max(points*scale, smallestType), greatest) * pt
}

// scaleOf is the scale of the paper.
func scaleOf(d *paper.Document) float64 {
	if !(d.Scale > 0) {
		return 1
	}
	return min(max(d.Scale, 0.5), 3)
}
