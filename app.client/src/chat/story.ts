import type { Advance } from '@parley/shared/contract/answers.ts';
import type { Participant } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { OutboxEntry } from '../chat-client/outbox/entry.ts';
import type { SentHere } from '../chat-client/outbox/sent-here.ts';
import { outcomeWords, triedAt, triedWords } from './attempt-words.ts';
import { writtenLate } from './late-words.ts';
import { clockOf, numberOf, timeOf } from './moments.ts';
import { firstName } from './names.ts';

/** One stop on a message's way: with its author (`mine`), on the record, or with the others. */
export interface Station {
  readonly kind: 'mine' | 'failed' | 'record' | 'others';
  readonly title: string;
  readonly at: string;
  readonly notes: readonly string[];
  /** Who has read it, and since when: where there are several who could. */
  readonly people: readonly { readonly user: User; readonly at: string }[];
}

/** How a message came to be where it is. */
export interface Story {
  readonly title: string;
  readonly stations: readonly Station[];
}

const station = (kind: Station['kind'], title: string, at: string, notes: readonly string[] = []): Station => ({
  kind,
  title,
  at,
  notes,
  people: [],
});

/** What happened on this device: nothing is told of what another one did. */
function onThisDevice({ composedAt, attempts }: SentHere, accepted: boolean): readonly Station[] {
  // The last try of an accepted message is the one that was answered.
  const vain = accepted && attempts.at(-1)?.outcome === 'UNANSWERED' ? attempts.slice(0, -1) : attempts;
  const written = station('mine', 'Written on this device', clockOf(composedAt), ['Kept on this device, then queued.']);
  if (vain.length === 0) return [written];
  const tries = vain.slice(-6).map((attempt) => `${clockOf(attempt.at)} ${outcomeWords(attempt)}`);
  const doubled = accepted ? ['Each try carried the same name, so it is here once.'] : [];
  return [written, station('mine', triedWords(vain.length), triedAt(vain), [...tries, ...doubled])];
}

const last = (moments: readonly (string | null)[]): string => {
  const known = moments.flatMap((moment) => moment ?? []).sort();
  return known.length === moments.length && known.length > 0 ? clockOf(known.at(-1) ?? '') : '';
};

function withOthers(message: Message, others: readonly Participant[], advances: readonly Advance[]): Station[] {
  const momentsOf = new Map(advances.map((advance) => [advance.userId, advance]));
  const have = others.filter(({ deliveredSeq }) => deliveredSeq >= message.seq);
  const read = others.filter(({ readSeq }) => readSeq >= message.seq);
  const [only] = others;
  const whom = (some: readonly Participant[], preposition: 'to' | 'by') => {
    if (others.length === 1 && only) return `${preposition} ${only.user.displayName}`;
    return some.length === others.length
      ? `${preposition} all ${some.length}`
      : `${preposition} ${some.length} of ${others.length}`;
  };
  const stations: Station[] = [];
  if (have.length > 0) {
    const moments = have.map(({ user }) => momentsOf.get(user.id)?.deliveredAt ?? null);
    stations.push(station('others', `Delivered ${whom(have, 'to')}`, last(moments), firstOf(message, have, momentsOf)));
  }
  if (read.length > 0) {
    const moments = read.map(({ user }) => momentsOf.get(user.id)?.readAt ?? null);
    const people = (others.length > 1 ? read : []).map(({ user }, index) => ({
      user,
      at: moments[index] ? clockOf(moments[index]) : '',
    }));
    stations.push({ ...station('others', `Read ${whom(read, 'by')}`, last(moments)), people });
  }
  return stations;
}

/** "Ines first, one second after." Only where there is somebody to be first of. */
function firstOf(message: Message, have: readonly Participant[], moments: ReadonlyMap<string, Advance>): string[] {
  if (have.length < 2) return [];
  const [first] = have
    .flatMap(({ user }) => {
      const at = moments.get(user.id)?.deliveredAt;
      return at ? [{ user, after: Math.max(0, Date.parse(at) - Date.parse(message.createdAt)) }] : [];
    })
    .sort((one, other) => one.after - other.after);
  if (!first) return [];
  const seconds = Math.round(first.after / 1000);
  const after =
    seconds < 1 ? 'at once' : seconds < 120 ? `${seconds} s after` : `${Math.round(seconds / 60)} min after`;
  return [`${firstName(first.user)} first, ${after}.`];
}

/** The story of a message that is on the record. */
export function storyOfMessage(given: {
  readonly message: Message;
  readonly here: SentHere | null;
  readonly others: readonly Participant[];
  readonly advances: readonly Advance[];
}): Story {
  const { message, here, others, advances } = given;
  const late = writtenLate(message);
  const on = `n the record ${timeOf(message.createdAt)}`;
  const edited = message.editedAt ? [station('record', 'Edited', clockOf(message.editedAt))] : [];
  return {
    title: late ? `W${late.slice(1)}, o${on}` : `O${on}`,
    stations: [
      ...(here ? onThisDevice(here, true) : []),
      station('record', `Accepted as number ${numberOf(message.seq)}`, clockOf(message.createdAt)),
      ...edited,
      ...withOthers(message, others, advances),
    ],
  };
}

/** The story so far of what is not on the record. `next` says what comes, in the words of the outbox. */
export function storyOfEntry(entry: OutboxEntry, next: string, why: string | null): Story {
  const needs = entry.status === 'failed' || entry.status === 'doubtful';
  return {
    title: `Written ${timeOf(entry.composedAt)}, not on the record yet`,
    stations: [...onThisDevice(entry, false), station(needs ? 'failed' : 'mine', next, '', why === null ? [] : [why])],
  };
}
