/** The conversations of the corpus. The last three are what the asking one may not see, or not any more. */
export const rooms = ['harbour', 'office', 'direct', 'kanji', 'late', 'early', 'left', 'theirs'] as const;
/** `early` is what was said in `late` before its reader came. */
export type Room = (typeof rooms)[number];

/** Where what is planted can be found by the one who asks. */
export const seen: readonly Room[] = ['harbour', 'office', 'direct', 'kanji', 'late'];
/** Where it may not be found. */
export const unseen: readonly Room[] = ['early', 'left', 'theirs'];

/** Who writes. Ada is the one who asks. */
export const authors = ['ada', 'bob', 'chloe', 'kenji'] as const;
export type Author = (typeof authors)[number];

/** What happens to a planted message: `live` ones are sent over the wire, the others stand in history. */
type Fate = 'kept' | 'live' | 'edited-to' | 'edited-away' | 'deleted';

/** One planted message. */
export interface Plant {
  /** What must be in it, as it is written; ordinary words stand around. */
  readonly text: string;
  readonly room: Room;
  readonly author: Author;
  readonly fate: Fate;
  /** How long ago it was said; of live ones 0. */
  readonly daysAgo: number;
  /** By the number of its language: what the ordinary words around it are in. */
  readonly language: number;
}

/** One question, and what it must find: these plants, and nothing else. */
export interface Probe {
  readonly kind: string;
  readonly query: string;
  readonly finds: readonly Plant[];
}

/** The days over which history is spread; the border for unread lies in the middle. */
export const days = 400;
/** What was said less long ago than this in the office is unread. */
export const unreadSince = 150;
