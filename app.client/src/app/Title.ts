import { useEffect } from 'react';
import { useChatClient } from '../chat/ChatContext.tsx';
import { useConversationName, useUnreadTotal } from '../chat/use-conversations.ts';
import { useCalm } from '../ui/use-calm.ts';
import { useWorld } from '../ui/World.tsx';

const PLAIN_ICON = '/favicon.svg';
const UNREAD_ICON = '/favicon-unread.svg';

/** What the tab says: "(3) Pier 4 rebuild – Parley". */
const titleOf = (unread: number, name: string | null): string =>
  `${unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''}${name === null ? '' : `${name} – `}Parley`;

/**
 * Tells the tab, its icon and the icon of an installed application how much is unread, until nobody is signed in any more.
 * Shows nothing: only it renders for that.
 */
export function Title({ current }: { current: string | null }): null {
  const client = useChatClient();
  const { badge } = useWorld();
  // In a busy hour it changes with each message that comes and is read.
  const unread = useCalm(useUnreadTotal());
  const name = useConversationName(current ?? '');
  useEffect(() => {
    document.title = titleOf(unread, name);
  }, [unread, name]);
  useEffect(() => {
    const mark = (count: number) => {
      badge(count);
      document
        .querySelector('link[rel="icon"][type="image/svg+xml"]')
        ?.setAttribute('href', count > 0 ? UNREAD_ICON : PLAIN_ICON);
    };
    mark(unread);
    return () => {
      if (client.state.get().me !== null) return;
      document.title = titleOf(0, null);
      mark(0);
    };
  }, [client, badge, unread]);
  return null;
}
