package proposals

import (
	"strings"
	"time"
)

// Limits of round tables.
const (
	MaxAgenda       = 200
	MaxSpeakers     = 20 // to one item
	MaxParticipants = 1000
	MaxRemarks      = 5000
	MaxRemarksADay  = 500 // from the room of one round table
	MaxMaterials    = 50
	MaxVotes        = 500
	MaxDecisions    = 1000
	MaxRemark       = 4000 // characters of one remark
	MaxMinutes      = 600  // of a speaker, and of an item's discussion
	MaxTimer        = MaxMinutes * 60
	MaxHands        = 100_000 // that somebody may count
)

// Codes of refusals at a round table.
const (
	CodeAgendaMovedOn    = "agenda_moved_on"      // the agenda was changed since it was loaded
	CodeAgendaItemUsed   = "agenda_item_used"     // something was voted on, decided or said on an item that is left out; args: n
	CodeNotSitting       = "round_table_not_open" // it has not been opened, or is closed
	CodeNotToday         = "not_today"            // one's own presence is said on the day; args: date
	CodeVoteOpen         = "vote_open"            // another show of hands goes on
	CodeVoteClosed       = "vote_closed"          // the show of hands is over
	CodeVoteHasBallots   = "vote_has_ballots"     // voices are recorded, so hands are not counted
	CodeNotPresent       = "not_present"          // nobody who is present speaks for that voter
	CodeParticipantVoted = "participant_voted"    // who has voted stays on the list
	CodeNotOnAgenda      = "not_on_agenda"        // the proposal is not shared, or not on that item of the agenda
	CodeRemarkNotIn      = "remark_not_admitted"  // a remark is answered once it is let in
	CodeBadLink          = "bad_link"             // args: field
	CodeBadID            = "bad_id"               // args: field
)

// checkID lets pass what a client may call a new thing.
func checkID(field, id string) error {
	if !isID(id) {
		return Refuse(CodeBadID, "field", field)
	}
	return nil
}

// optionalLine checks a value of one line that may be missing.
func optionalLine(field, value string, limit int) (string, error) {
	if strings.TrimSpace(value) == "" {
		return "", nil
	}
	return line(field, value, limit)
}

// optionalTitle checks a line in two languages that may be missing in both.
func optionalTitle(field string, value Bilingual) (Bilingual, error) {
	if strings.TrimSpace(value.Ru+value.Kk) == "" {
		return Bilingual{}, nil
	}
	return title(field, value)
}

// bilingualWords checks a text of several lines in two languages, of which one may be missing.
func bilingualWords(field string, value Bilingual, limit int) (Bilingual, error) {
	var out Bilingual
	if strings.TrimSpace(value.Ru+value.Kk) == "" {
		return out, Refuse(CodeEmpty, "field", field)
	}
	var err error
	if strings.TrimSpace(value.Ru) != "" {
		if out.Ru, err = words(field, value.Ru, limit); err != nil {
			return out, err
		}
	}
	if strings.TrimSpace(value.Kk) != "" {
		out.Kk, err = words(field, value.Kk, limit)
	}
	return out, err
}

// checkHead gives what an invitation says as it is kept.
func checkHead(h RoundTableHead) (RoundTableHead, error) {
	var err error
	if h.Kind == "" {
		h.Kind = RoundTableMeeting
	}
	if h.Kind != RoundTableMeeting && h.Kind != WorkingGroupMeeting {
		return h, Refuse(CodeUnknownChoice, "field", "kind")
	}
	if h.Title, err = title("title", h.Title); err != nil {
		return h, err
	}
	if h.Date == "" {
		return h, Refuse(CodeEmpty, "field", "date")
	}
	if err := checkDate(h.Date); err != nil {
		return h, err
	}
	for field, value := range map[string]string{"begins": h.Begins, "ends": h.Ends} {
		if _, err := time.Parse("15:04", value); value != "" && (err != nil || len(value) != len("15:04")) {
			return h, Refuse(CodeUnknownChoice, "field", field)
		}
	}
	if h.Begins != "" && h.Ends != "" && h.Ends <= h.Begins {
		return h, Refuse(CodeUnknownChoice, "field", "ends")
	}
	if h.Place, err = optionalTitle("place", h.Place); err != nil {
		return h, err
	}
	if h.Link, err = checkLink(h.Link); err != nil {
		return h, err
	}
	if h.Organiser, err = optionalTitle("organiser", h.Organiser); err != nil {
		return h, err
	}
	if h.Chair, err = optionalLine("chair", h.Chair, MaxName); err != nil {
		return h, err
	}
	h.Secretary, err = optionalLine("secretary", h.Secretary, MaxName)
	return h, err
}

// checkLink lets an https address pass, and none: browsers open it when somebody clicks.
func checkLink(link string) (string, error) {
	link, err := optionalLine("link", link, MaxTitle)
	if link == "" || err != nil {
		return "", err
	}
	host, secure := strings.CutPrefix(link, "https://")
	if !secure || host == "" || strings.ContainsAny(host[:1], "/?#") || strings.ContainsAny(link, " \t\"<>\\") {
		return "", Refuse(CodeBadLink, "field", "link")
	}
	return link, nil
}

// checkItem gives an item of an agenda as it is kept; what it names is checked by who knows it.
func checkItem(item AgendaItem) (AgendaItem, error) {
	if err := checkID("agenda", string(item.ID)); err != nil {
		return item, err
	}
	var err error
	if item.Title, err = optionalTitle("title", item.Title); err != nil {
		return item, err
	}
	item.Proposals = distinct(item.Proposals)
	if item.Minutes < 0 || item.Minutes > MaxMinutes {
		return item, Refuse(CodeUnknownChoice, "field", "minutes")
	}
	if len(item.Speakers) > MaxSpeakers {
		return item, Refuse(CodeTooMany, "limit", MaxSpeakers)
	}
	speakers := make([]Speaker, 0, len(item.Speakers))
	for _, s := range item.Speakers {
		if s.Name, err = line("speaker", s.Name, MaxName); err != nil {
			return item, err
		}
		if s.Organisation, err = optionalTitle("organisation", s.Organisation); err != nil {
			return item, err
		}
		if s.Minutes < 0 || s.Minutes > MaxMinutes {
			return item, Refuse(CodeUnknownChoice, "field", "minutes")
		}
		speakers = append(speakers, s)
	}
	item.Speakers = speakers
	return item, nil
}
