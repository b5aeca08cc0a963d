package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals/drafting"
)

// warningView is a warning with its sentence in the reader's language.
type warningView struct {
	drafting.Warning
	Message string `json:"message"`
}

func (s *server) warnings(c *fiber.Ctx, list []drafting.Warning) []warningView {
	out := make([]warningView, len(list))
	for i, w := range list {
		out[i] = warningView{w, s.messages.message(readerLanguage(c), "warning_"+string(w.Code), w.Args)}
	}
	return out
}
