// Package qr makes QR codes (ISO/IEC 18004) as squares, dark and light. It knows the code; server/pdf and server/docx each
// draw the squares in their own way, and know nothing of how a link becomes a pattern.
package qr

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// Squares are the rows of the code of a link, true for a dark square, without the white zone around it. Its level of
// correction is M: the code outlasts a crease and a bad copy on 15 % of it. The error is that of a link too long for a code,
// some 2,300 bytes.
func Squares(link string) ([][]bool, error) {
	code, err := qr.Encode(link, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("the link of %d bytes fits no QR code: %w", len(link), err)
	}
	at := code.Bounds()
	rows := make([][]bool, at.Dy())
	for y := range rows {
		rows[y] = make([]bool, at.Dx())
		for x := range rows[y] {
			red, _, _, _ := code.At(at.Min.X+x, at.Min.Y+y).RGBA()
			rows[y][x] = red < 0x8000
		}
	}
	return rows, nil
}
