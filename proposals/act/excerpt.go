package act

// Excerpt shortens a text to at most so many letters, for a message that helps to find the place.
func Excerpt(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
