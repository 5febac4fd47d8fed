import { limits } from '@parley/shared/limits.ts';
import type { Check, Facts } from './facts.ts';
import { numbersIn } from './spans.ts';

interface Question {
  readonly user: string;
  readonly c: string;
  readonly read: number;
  readonly mark: number | null;
  readonly visibleFrom: number;
  readonly atSeq: number;
}

/** The definition, as a plain scan: after what was read, or from a lower mark of unread on, visible, somebody else's, words, and there at that number. */
function scan({ stored }: Facts, { user, c, read, mark, visibleFrom, atSeq }: Question): number {
  const truly = stored.get(c);
  const after = mark === null ? read : Math.min(read, mark - 1);
  const unread = numbersIn([Math.max(after, visibleFrom - 1), atSeq]).filter((seq) => {
    const message = truly?.bySeq.get(seq);
    if (message === undefined || message.kind !== 'text' || message.sender === user) return false;
    return (truly?.deletedAt.get(message.id) ?? Number.POSITIVE_INFINITY) > atSeq;
  });
  return Math.min(unread.length, limits.unreadCounted);
}

/** What the service says is unread, and what devices show at the end, is what a scan of the record counts. */
export const unread: Check = (facts) => [
  ...facts.of('unread').flatMap((record) => {
    const { device, user, c, count, joinedSeq, read, mark = null, atSeq } = record;
    const stay = facts.memberships(user, c).find(({ joined }) => joined === joinedSeq);
    const counted = scan(facts, { user, c, read, mark, atSeq, visibleFrom: stay?.visibleFrom ?? 0 });
    return count === counted
      ? []
      : [`${device} was told ${count} unread in ${c} after ${read}, marked ${mark}, at ${atSeq}: ${counted}`];
  }),
  ...facts.finals.devices.flatMap(({ device, user, lines }) =>
    lines.flatMap(({ c, read, mark = null, unread: { count }, head }) => {
      const visibleFrom = facts.memberships(user, c).at(-1)?.visibleFrom ?? 0;
      const counted = scan(facts, { user, c, read, mark, visibleFrom, atSeq: head });
      return count === counted
        ? []
        : [`${device} shows ${count} unread in ${c} after ${read}, marked ${mark}: ${counted}`];
    }),
  ),
];
