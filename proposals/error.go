package proposals

import (
	"errors"
	"fmt"
)

// Error codes. The edge translates a code and its arguments into the reader's language; the cause goes to the log alone.
const (
	CodeNotFound      = "not_found"
	CodeForbidden     = "forbidden"
	CodeTextMovedOn   = "text_moved_on"    // the version sent is not the present one
	CodeBadChange     = "bad_change"       // the change set does not fit the text
	CodeTextTooLong   = "text_too_long"    // args: limit, in characters
	CodeTextNotPlain  = "text_not_plain"   // control characters in the text
	CodeEmpty         = "empty"            // args: field
	CodeUnknownChoice = "unknown_choice"   // args: field
	CodeNoSuchWords   = "no_such_words"    // the anchor's positions are not in the text
	CodeLangMissing   = "language_missing" // the act has no text in that language
	CodeLangTaken     = "language_taken"   // the act has a text in that language already
	CodeNotArticle    = "not_article"      // the target is no article of the act
	CodeClosed        = "proposal_closed"  // the proposal was withdrawn
	CodeBusy          = "busy"             // others were always first; try again
	CodeIDTaken       = "id_taken"         // the client's id names something else
	CodeStoreAway     = "store_away"       // the database does not answer
	CodeDiskFull      = "disk_full"        // the disk of the server has no room
	CodeDiskReadOnly  = "disk_read_only"   // the disk of the server cannot be written to
)

// Error is a refusal that the user is told of: a stable code and the arguments of its message.
type Error struct {
	Code  string
	Args  map[string]any
	cause error
}

// Refuse makes an Error; args are pairs of a name and a value.
func Refuse(code string, args ...any) *Error {
	e := &Error{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = make(map[string]any, len(args)/2)
		}
		e.Args[args[i].(string)] = args[i+1]
	}
	return e
}

// Because gives e with the cause for the log.
func (e *Error) Because(cause error) *Error {
	e.cause = cause
	return e
}

func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s %v: %v", e.Code, e.Args, e.cause)
	}
	if len(e.Args) > 0 {
		return fmt.Sprintf("%s %v", e.Code, e.Args)
	}
	return e.Code
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// CodeOf gives the code of an Error in err's chain, or the empty string.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
