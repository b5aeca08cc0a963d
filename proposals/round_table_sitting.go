package proposals

import "context"

// OpenRoundTable begins the sitting, or goes on with one that was closed.
func (w *Workbench) OpenRoundTable(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if r.Sitting() {
			return unchanged()
		}
		return RoundTableOpened, struct{}{}, nil
	})
}

// CloseRoundTable ends the sitting: with it the item under discussion, the speaker's time and the guests' link end. A show of
// hands that goes on is ended first.
func (w *Workbench) CloseRoundTable(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		switch {
		case !r.ClosedAt.IsZero():
			return unchanged()
		case !r.Sitting():
			return "", nil, Refuse(CodeNotSitting)
		case r.openVote() != nil:
			return "", nil, Refuse(CodeVoteOpen)
		}
		return RoundTableClosed, struct{}{}, nil
	})
}

// MoveTo moves the agenda to an item, or to none; every browser follows.
func (w *Workbench) MoveTo(ctx context.Context, by Member, id RoundTableID, item AgendaItemID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if !r.Sitting() {
			return "", nil, Refuse(CodeNotSitting)
		}
		if found, _ := r.item(item); found == nil && item != "" {
			return "", nil, Refuse(CodeNotFound)
		}
		if r.Current == item {
			return unchanged()
		}
		return RoundTableMoved, itemData{item}, nil
	})
}

// StartTimer gives a speaker so many seconds from now.
func (w *Workbench) StartTimer(ctx context.Context, by Member, id RoundTableID, speaker string, seconds int) error {
	speaker, err := optionalLine("speaker", speaker, MaxName)
	if err == nil && (seconds < 1 || seconds > MaxTimer) {
		err = Refuse(CodeUnknownChoice, "field", "seconds")
	}
	if err != nil {
		return w.hidden(by, id, err)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if !r.Sitting() {
			return "", nil, Refuse(CodeNotSitting)
		}
		return RoundTableTimerStarted, timerData{speaker, seconds}, nil
	})
}

// StopTimer takes the speaker's time off.
func (w *Workbench) StopTimer(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if r.Timer == nil {
			return unchanged()
		}
		return RoundTableTimerStopped, struct{}{}, nil
	})
}
