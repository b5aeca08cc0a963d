package api

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/language"

	"talqy/proposals"
	"talqy/proposals/source"
)

// Codes of errors that arise here.
const (
	codeInternal      = "internal"
	codeBadRequest    = "bad_request"
	codeForeignOrigin = "foreign_origin"
	codeNotSignedIn   = "not_signed_in" // what a Door answers to who is in no session
	codeOtherMember   = "other_member"  // the page is one member's, the session another's
	codeTooLarge      = "file_too_large"
	codeListTooLarge  = "list_too_large" // args: limit, in megabytes
	codeOtherLanguage = "other_language" // args: lang, what the file is in
)

//go:embed messages/*.json
var messageFiles embed.FS

// catalogue has the message of each error code in each language of the interface.
type catalogue map[string]map[string]string

// interfaceLanguages are matched in this order.
var interfaceLanguages = proposals.InterfaceLanguages()

var languageMatcher = func() language.Matcher {
	tags := make([]language.Tag, len(interfaceLanguages))
	for i, lang := range interfaceLanguages {
		tags[i] = language.MustParse(lang)
	}
	return language.NewMatcher(tags)
}()

func loadCatalogue() (catalogue, error) {
	c := catalogue{}
	for _, lang := range interfaceLanguages {
		b, err := messageFiles.ReadFile("messages/" + lang + ".json")
		if err != nil {
			return nil, err
		}
		messages := map[string]string{}
		if err := json.Unmarshal(b, &messages); err != nil {
			return nil, fmt.Errorf("messages/%s.json: %w", lang, err)
		}
		c[lang] = messages
	}
	return c, nil
}

// message gives the message of a code with its arguments put in.
func (c catalogue) message(lang, code string, args map[string]any) string {
	text, ok := c[lang][code]
	if !ok {
		text = c[lang][codeInternal]
	}
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(value))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// readerLanguage gives the interface language that the request asks for.
func readerLanguage(c *fiber.Ctx) string {
	_, i := language.MatchStrings(languageMatcher, c.Get(fiber.HeaderAcceptLanguage))
	return interfaceLanguages[i]
}

// statuses are the HTTP statuses of codes; every other refusal is 422.
var statuses = map[string]int{
	codeBadRequest:                  http.StatusBadRequest,
	codeForeignOrigin:               http.StatusForbidden,
	codeTooLarge:                    http.StatusRequestEntityTooLarge,
	codeListTooLarge:                http.StatusRequestEntityTooLarge,
	codeInternal:                    http.StatusInternalServerError,
	codeNotSignedIn:                 http.StatusUnauthorized,
	codeOtherMember:                 http.StatusConflict,
	"wrong_credentials":             http.StatusUnauthorized,
	"code_needed":                   http.StatusUnauthorized,
	"joining":                       http.StatusServiceUnavailable,
	"provider_away":                 http.StatusServiceUnavailable,
	"too_many_attempts":             http.StatusTooManyRequests,
	proposals.CodeTooOften:          http.StatusTooManyRequests,
	proposals.CodeNotFound:          http.StatusNotFound,
	proposals.CodeForbidden:         http.StatusForbidden,
	"deactivated":                   http.StatusForbidden,
	proposals.CodeClosed:            http.StatusForbidden,
	proposals.CodeDecided:           http.StatusForbidden,
	proposals.CodeTextMovedOn:       http.StatusConflict,
	proposals.CodeAgendaMovedOn:     http.StatusConflict,
	proposals.CodeVoteOpen:          http.StatusConflict,
	proposals.CodeFileOverLimit:     http.StatusRequestEntityTooLarge,
	proposals.CodeIDTaken:           http.StatusConflict,
	proposals.CodeEditionChanged:    http.StatusConflict,
	proposals.CodeSuggestionGone:    http.StatusConflict,
	proposals.CodeSuggestionDecided: http.StatusConflict,
	proposals.CodeBusy:              http.StatusServiceUnavailable,
	proposals.CodeNoGuestLink:       http.StatusConflict,
	proposals.CodeStoreAway:         http.StatusServiceUnavailable,
	proposals.CodeDiskFull:          http.StatusInsufficientStorage,
	proposals.CodeDiskReadOnly:      http.StatusInsufficientStorage,
	proposals.CodeLangMissing:       http.StatusNotFound,
	proposals.CodeUnknownChoice:     http.StatusUnprocessableEntity,
}

// failure is the body of every failing answer.
type failure struct {
	Code    string         `json:"code"`
	Message string         `json:"message"`
	Args    map[string]any `json:"args"`
}

// failureOf finds the code and the arguments of an error.
func failureOf(err error) (code string, args map[string]any, status int) {
	var refusal *proposals.Error
	var unread *source.Error
	var fiberError *fiber.Error
	switch {
	case errors.As(err, &refusal):
		code, args = refusal.Code, refusal.Args
	case errors.As(err, &unread):
		code, args = unread.Code, unread.Args
		if code == source.CodeTooLarge {
			return httpFailure(http.StatusRequestEntityTooLarge)
		}
	case errors.As(err, &fiberError):
		return httpFailure(fiberError.Code)
	default:
		code = codeInternal
	}
	status, ok := statuses[code]
	if !ok {
		status = http.StatusUnprocessableEntity
	}
	return code, args, status
}

func httpFailure(status int) (string, map[string]any, int) {
	switch {
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		return proposals.CodeNotFound, nil, status
	case status == http.StatusRequestEntityTooLarge:
		return codeTooLarge, map[string]any{"limit": source.MaxBytes >> 20}, status
	case status < http.StatusInternalServerError:
		return codeBadRequest, nil, status
	}
	return codeInternal, nil, status
}

// fail answers an error: the message to the reader, the cause of a fault to the log. The cause of a refusal is what somebody
// wrote, and may hold the words; the code says enough.
func (s *server) fail(c *fiber.Ctx, err error) error {
	code, args, status := failureOf(err)
	s.note(c, err, code, status)
	return c.Status(status).JSON(fiber.Map{"error": s.failure(c, code, args)})
}

// note tells the log of a failure. The pattern of the route stands for the path, which may hold a secret.
func (s *server) note(c *fiber.Ctx, err error, code string, status int) {
	c.Locals(refusedKey, code)
	if status >= http.StatusInternalServerError {
		s.Log.Error("a request failed", "request", requestID(c), "method", c.Method(), "route", c.Route().Path, "code", code, "error", err)
	}
}

func (s *server) failure(c *fiber.Ctx, code string, args map[string]any) failure {
	if args == nil {
		args = map[string]any{}
	}
	return failure{Code: code, Message: s.messages.message(readerLanguage(c), code, args), Args: args}
}
