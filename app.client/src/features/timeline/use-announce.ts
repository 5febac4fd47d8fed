import { useEffect, useRef } from 'react';
import type { ShownMessages } from '../../chat/use-messages.ts';
import { useUsers } from '../../chat/use-people.ts';
import { useWorld } from '../../ui/World.tsx';

/** More than this many at once are counted, not read out. */
const MOST = 3;

/**
 * Reads out what is genuinely new in the open conversation: never history, never my own words, never an edit, and nothing before
 * the visit is `placed` where it begins.
 */
export function useAnnounce({ rows, hasNewer }: ShownMessages, placed: boolean, me: string | undefined): void {
  const { voice } = useWorld();
  const users = useUsers();
  const known = useRef<number | null>(null);
  useEffect(() => {
    if (!placed || hasNewer) return;
    const before = known.current;
    const messages = rows.flatMap(({ message }) => (message ? [message] : []));
    known.current = Math.max(before ?? 0, messages.at(-1)?.seq ?? 0);
    if (before === null) return;
    const fresh = messages.filter(
      ({ seq, kind, senderId, content }) => seq > before && kind === 'text' && senderId !== me && content !== null,
    );
    if (fresh.length === 0) return;
    if (fresh.length > MOST) return voice.say(`${fresh.length} new messages`);
    const nameOf = (id: string) => users.get(id)?.displayName ?? 'Somebody';
    voice.say(fresh.map(({ senderId, content }) => `${nameOf(senderId)}: ${content}`).join('\n'));
  }, [rows, hasNewer, placed, me, users, voice]);
}
