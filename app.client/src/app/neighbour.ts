import { isUnread } from '../chat/use-conversations.ts';
import type { ChatState } from '../chat-client/state.ts';

const unreadIn = (state: ChatState, id: string): boolean => {
  const mine = state.conversations.get(id)?.summary.me;
  return mine !== undefined && isUnread(mine);
};

/** The conversation above or below in the list (unread ones first), or the next unread one; null at the end. */
export function neighbourOf(state: ChatState, current: string | null, by: 1 | -1, onlyUnread: boolean): string | null {
  const unread = state.order.filter((id) => unreadIn(state, id));
  const listed = [...unread, ...state.order.filter((id) => !unreadIn(state, id))];
  const among = onlyUnread ? listed.filter((id) => id === current || unreadIn(state, id)) : listed;
  const at = current === null ? -1 : among.indexOf(current);
  if (at < 0) return among[by === 1 ? 0 : among.length - 1] ?? null;
  return among[at + by] ?? null;
}
