import { limits } from '@parley/shared/limits.ts';
import type { ConversationSummary, Participant } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';

const asTheyCame = (one: Participant, other: Participant): number =>
  one.joinedSeq - other.joinedSeq || (one.user.id < other.user.id ? -1 : 1);

/**
 * Whom a line shows after some came, went or changed beyond its head, in the order of a list. `count` is how many are in
 * now, `me` among them. Where somebody moves up whom nobody named here, a place stays empty until a list says who.
 */
export function followFaces(
  { head, people, participantCount }: ConversationSummary,
  changed: readonly Participant[],
  { count, me }: { readonly count: number; readonly me: string },
): User[] {
  const latest = new Map(changed.filter(({ user }) => user.id !== me).map((one) => [one.user.id, one]));
  if (latest.size === 0) return people;
  const were = people.slice(0, Math.min(limits.lineFaces, participantCount - 1));
  const stayed = were.flatMap((user) => {
    const now = latest.get(user.id);
    if (!now) return [user];
    return now.leftSeq === null && now.joinedSeq <= head ? [now.user] : [];
  });
  const came = [...latest.values()]
    .filter(({ leftSeq, joinedSeq }) => leftSeq === null && joinedSeq > head)
    .toSorted(asTheyCame)
    .map(({ user }) => user);
  const present = [...stayed, ...came].slice(0, limits.lineFaces);
  if (present.length < Math.min(limits.lineFaces, count - 1)) return present;
  const shown = new Set(present.map(({ id }) => id));
  return [...present, ...people.filter(({ id }) => !shown.has(id))];
}
