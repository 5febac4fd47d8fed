/** Remembers when which number of a conversation was seen: the last few of the last few conversations, and no more. */
export interface Recent {
  note(conversationId: string, upTo: number): void;
  /** How long ago those up to here were noted, in seconds; they are forgotten. */
  take(conversationId: string, upTo: number): number[];
  /** How long ago the first was noted that reaches this far; null where that is not known (any more). */
  since(conversationId: string, upTo: number): number | null;
  forget(conversationId: string): void;
}

interface Noted {
  readonly upTo: number;
  readonly at: number;
}

const conversationsAtMost = 5_000;
const numbersAtMost = 64;

/** `now` is in milliseconds and does not jump. */
export function createRecent(now: () => number): Recent {
  const known = new Map<string, Noted[]>();
  const secondsSince = ({ at }: Noted): number => (now() - at) / 1_000;

  return {
    note(conversationId, upTo) {
      const noted = known.get(conversationId);
      if (noted === undefined) {
        known.set(conversationId, [{ upTo, at: now() }]);
        const oldest = known.keys().next();
        if (known.size > conversationsAtMost && oldest.done !== true) known.delete(oldest.value);
        return;
      }
      if (upTo <= (noted.at(-1)?.upTo ?? 0)) return;
      noted.push({ upTo, at: now() });
      if (noted.length > numbersAtMost) noted.shift();
    },
    take(conversationId, upTo) {
      const noted = known.get(conversationId);
      if (noted === undefined) return [];
      const later = noted.findIndex((one) => one.upTo > upTo);
      const taken = later < 0 ? noted.splice(0) : noted.splice(0, later);
      if (noted.length === 0) known.delete(conversationId);
      return taken.map(secondsSince);
    },
    since(conversationId, upTo) {
      const reaching = known.get(conversationId)?.find((one) => one.upTo >= upTo);
      return reaching === undefined ? null : secondsSince(reaching);
    },
    forget: (conversationId) => void known.delete(conversationId),
  };
}
