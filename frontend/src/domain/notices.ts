// Notifications in the order in which they are read: by day, and within a day by what they are about.

import type { Notice } from '../api/notifications';

interface NoticeGroup {
  key: string;
  notices: Notice[];
}

interface NoticeDay {
  /** The day in the reader's own time zone, «2026-11-24». */
  day: string;
  groups: NoticeGroup[];
}

const two = (n: number) => String(n).padStart(2, '0');

/** The calendar day of a moment in the reader's time zone. */
function dayOfMoment(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at.slice(0, 10) : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What a notice is about: the proposal, the round table, or the bill. */
const subjectOf = (notice: Notice) => (notice.proposal ? `proposal/${notice.proposal.id}` : notice.stream);

/** Groups notices, which come newest first; days and groups keep the order of their newest. */
export function byDay(notices: readonly Notice[]): NoticeDay[] {
  const days: NoticeDay[] = [];
  for (const notice of notices) {
    const day = dayOfMoment(notice.at);
    let within = days.find((one) => one.day === day);
    if (!within) days.push((within = { day, groups: [] }));
    const key = subjectOf(notice);
    const group = within.groups.find((one) => one.key === key);
    if (group) group.notices.push(notice);
    else within.groups.push({ key, notices: [notice] });
  }
  return days;
}

/** Where a notice leads. */
export function linkOf(notice: Notice): string {
  if (notice.roundTable) return `/round-tables/${encodeURIComponent(notice.roundTable.id)}`;
  if (notice.bill) return `/bills/${encodeURIComponent(notice.bill.id)}/public`;
  const proposal = (notice.other ?? notice.proposal)?.id ?? '';
  const comment = notice.comment ? `?comment=${encodeURIComponent(notice.comment)}` : '';
  return `/proposals/${encodeURIComponent(proposal)}${comment}`;
}
