import { limits } from '@parley/shared/limits.ts';
import type { Check, Facts } from './facts.ts';
import { numbersIn } from './spans.ts';

interface Question {
  readonly user: string;
  readonly c: string;
  readonly read: number;
  readonly visibleFrom: number;
  readonly atSeq: number;
}

/** The definition, as a plain scan: after the mark, visible, somebody else's, words, and there at that number. */
function scan({ stored }: Facts, { user, c, read, visibleFrom, atSeq }: Question): number {
  const truly = stored.get(c);
  const unread = numbersIn([Math.max(read, visibleFrom - 1), atSeq]).filter((seq) => {
    const message = truly?.bySeq.get(seq);
    if (message === undefined || message.kind !== 'text' || message.sender === user) return false;
    return (truly?.deletedAt.get(message.id) ?? Number.POSITIVE_INFINITY) > atSeq;
  });
  return Math.min(unread.length, limits.unreadCounted);
}

/** What the service says is unread, and what devices show at the end, is what a scan of the record counts. */
export const unread: Check = (facts) => [
  ...facts.of('unread').flatMap((record) => {
    const { device, user, c, count, joinedSeq, read, atSeq } = record;
    const stay = facts.memberships(user, c).find(({ joined }) => joined === joinedSeq);
    const counted = scan(facts, { user, c, read, atSeq, visibleFrom: stay?.visibleFrom ?? 0 });
    return count === counted
      ? []
      : [`${device} was told ${count} unread in ${c} after ${read} at ${atSeq}: ${counted}`];
  }),
  ...facts.finals.devices.flatMap(({ device, user, lines }) =>
    lines.flatMap(({ c, read, unread: { count }, head }) => {
      const visibleFrom = facts.memberships(user, c).at(-1)?.visibleFrom ?? 0;
      const counted = scan(facts, { user, c, read, visibleFrom, atSeq: head });
      return count === counted ? [] : [`${device} shows ${count} unread in ${c} after ${read}: ${counted}`];
    }),
  ),
];
