// The sentence of a notification.

import type { Notice } from '../api/notifications';
import { m } from '../paraglide/messages.js';
import { formatDay } from './format';
import type { Locale } from './languages';
import { statusName } from './words';

export function noticeText(notice: Notice, locale: Locale): string {
  const name = notice.byName;
  switch (notice.reason) {
    case 'mention':
      return m.notice_mention({ name });
    case 'suggestion':
      return m.notice_suggestion({ name });
    case 'suggestion_accepted':
      return m.notice_suggestion_accepted({ name });
    case 'suggestion_declined':
      return m.notice_suggestion_declined({ name });
    case 'reply':
      return m.notice_reply({ name });
    case 'comment':
      return m.notice_comment({ name });
    case 'resolved':
      return m.notice_resolved({ name });
    case 'change_accepted':
      return m.notice_change_accepted({ name });
    case 'change_rejected':
      return m.notice_change_rejected({ name });
    case 'status':
      return m.notice_status({ name, status: notice.status ? statusName(notice.status) : '' });
    case 'conflict':
      return m.notice_conflict();
    case 'rival':
      return m.notice_rival({ name });
    case 'public_remark':
      return m.notice_public_remark({ name });
    case 'round_table':
      return m.notice_round_table({ name, when: formatDay(notice.roundTable?.date ?? '', locale) });
  }
}
