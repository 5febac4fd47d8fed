import type { Message } from '@parley/shared/models/message.ts';
import type { CompiledQuery } from '@parley/shared/search/compile.ts';
import type { Candidate } from '@parley/shared/search/condition.ts';
import { documentOf } from '@parley/shared/search/document.ts';
import { ageBorders, byPlace, type HitPlace, scoreOf } from '@parley/shared/search/rank.ts';
import type { Stems } from '@parley/shared/search/stems.ts';
import { judgeOf } from './judge.ts';

/** What is to be found: everything that fits and stands after a place. */
export interface Wanted {
  readonly query: CompiledQuery;
  readonly order: 'newest' | 'best';
  readonly now: number;
  readonly after: HitPlace | null;
  readonly limit: number;
  readonly isUnread: (message: Message) => boolean;
  /** What its reader may not see is as if it were not there. */
  readonly isVisible: (message: Message) => boolean;
}

/** A message that was found, and where it stands among the others. */
export interface FoundHere {
  readonly message: Message;
  readonly place: HitPlace;
}

const newestFirst = byPlace('newest');

const placeOf = ({ createdAt, conversationId, seq }: Message): HitPlace => ({
  score: 0,
  createdAt,
  conversationId,
  seq,
});

/** So few that are gone are not worth building anew. */
const FEW = 1_000;
/** Numbers between two neighbours are those of edits and the like. */
const NEAR = 200;

/** Messages in memory, and under which words they stand: the same words and the same conditions as on the server. */
export function createMessageIndex(stems: Stems) {
  let messages: (Message | null)[] = [];
  let folded: string[] = [];
  // Numbers of messages, rising, by lexeme.
  let words = new Map<string, number[]>();
  const places = new Map<string, Map<number, number>>();
  let gone = 0;
  let inOrder: readonly number[] | null = null;

  function add(message: Message): void {
    const document = documentOf(message, stems);
    if (!document) return;
    const number = messages.push(message) - 1;
    folded.push(document.folded);
    for (const lexeme of document.lexemes) {
      const list = words.get(lexeme);
      if (list) list.push(number);
      else words.set(lexeme, [number]);
    }
    const { conversationId, seq } = message;
    const own = places.get(conversationId) ?? new Map<number, number>();
    places.set(conversationId, own.set(seq, number));
    inOrder = null;
  }

  function drop(conversationId: string, seq: number): void {
    const number = places.get(conversationId)?.get(seq);
    if (number === undefined) return;
    places.get(conversationId)?.delete(seq);
    messages[number] = null;
    folded[number] = '';
    gone += 1;
    inOrder = null;
    if (gone > FEW && gone > messages.length / 2) buildAnew();
  }

  function buildAnew(): void {
    const left = messages.flatMap((message) => message ?? []);
    messages = [];
    folded = [];
    words = new Map();
    places.clear();
    gone = 0;
    for (const message of left) add(message);
  }

  function ordered(): readonly number[] {
    inOrder ??= messages
      .flatMap((message, number) => (message ? [{ number, place: placeOf(message) }] : []))
      .sort((one, other) => newestFirst(one.place, other.place))
      .map(({ number }) => number);
    return inOrder;
  }

  function marks(lexeme: string): Uint8Array {
    const bears = new Uint8Array(messages.length);
    for (const number of words.get(lexeme) ?? []) bears[number] = 1;
    return bears;
  }

  /** As conditions of other places see a message. */
  const candidateOf = (message: Message, number: number): Candidate => ({
    conversationId: message.conversationId,
    senderId: message.senderId,
    createdAt: message.createdAt,
    folded: folded[number] ?? '',
    unread: false,
    hasLexeme: (lexeme) => words.get(lexeme)?.includes(number) === true,
  });

  return {
    /** How many messages can be found in these conversations; in all if none are said. */
    size: (scope: (conversationId: string) => boolean = () => true): number =>
      [...places].reduce((sum, [id, own]) => sum + (scope(id) ? own.size : 0), 0),
    /** Takes the place of what was known of the same number; what has nothing to find is only forgotten. */
    put(message: Message): void {
      drop(message.conversationId, message.seq);
      add(message);
    },
    drop,
    /** The text messages of a conversation before and after a number, unless it is a long way to them. */
    neighbours(conversationId: string, seq: number): { before: Message | null; after: Message | null } {
      const own = places.get(conversationId);
      const nearest = (step: 1 | -1): Message | null => {
        for (let at = seq + step, tries = 0; tries < NEAR; at += step, tries += 1) {
          const message = messages[own?.get(at) ?? -1];
          if (message) return message;
        }
        return null;
      };
      return { before: nearest(-1), after: nearest(1) };
    },
    /** One page, and whether there is more. */
    find({ query, order, now, after, limit, isUnread, isVisible }: Wanted): { found: FoundHere[]; more: boolean } {
      const fits = judgeOf(query.condition, { messages, folded, isUnread, marks });
      const borders = ageBorders(now);
      const compare = byPlace(order);
      const found: FoundHere[] = [];
      for (const number of ordered()) {
        const message = messages[number];
        if (!message || !fits(number) || !isVisible(message)) continue;
        const score = order === 'best' ? scoreOf(query, borders, candidateOf(message, number)) : 0;
        const place = { ...placeOf(message), score };
        if (after !== null && compare(after, place) >= 0) continue;
        found.push({ message, place });
        if (order === 'newest' && found.length > limit) break;
      }
      if (order === 'best') found.sort((one, other) => compare(one.place, other.place));
      return { found: found.slice(0, limit), more: found.length > limit };
    },
  };
}

export type MessageIndex = ReturnType<typeof createMessageIndex>;
