import { useEffect } from 'react';
import { useConversationName, useUnreadTotal } from '../chat/use-conversations.ts';
import { useCalm } from '../ui/use-calm.ts';
import { useWorld } from '../ui/World.tsx';

const PLAIN_ICON = '/favicon.svg';
const UNREAD_ICON = '/favicon-unread.svg';

/** What the tab says: "(3) Pier 4 rebuild – Parley". */
export const titleOf = (unread: number, name: string | null): string =>
  `${unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''}${name === null ? '' : `${name} – `}Parley`;

/** Tells the tab, its icon and the icon of an installed application how much is unread. Shows nothing: only it renders for that. */
export function Title({ current }: { current: string | null }): null {
  const { badge } = useWorld();
  // In a busy hour it changes with each message that comes and is read.
  const unread = useCalm(useUnreadTotal());
  const name = useConversationName(current ?? '');
  useEffect(() => {
    document.title = titleOf(unread, name);
  }, [unread, name]);
  useEffect(() => {
    badge(unread);
    document
      .querySelector('link[rel="icon"][type="image/svg+xml"]')
      ?.setAttribute('href', unread > 0 ? UNREAD_ICON : PLAIN_ICON);
  }, [badge, unread]);
  return null;
}
