import type { ChatState } from '../chat-client/state.ts';

const unreadOf = (state: ChatState, id: string): number => state.conversations.get(id)?.summary.me.unread.count ?? 0;

/** The conversation above or below in the list (unread ones first), or the next unread one; null at the end. */
export function neighbourOf(state: ChatState, current: string | null, by: 1 | -1, onlyUnread: boolean): string | null {
  const unread = state.order.filter((id) => unreadOf(state, id) > 0);
  const listed = [...unread, ...state.order.filter((id) => unreadOf(state, id) === 0)];
  const among = onlyUnread ? listed.filter((id) => id === current || unreadOf(state, id) > 0) : listed;
  const at = current === null ? -1 : among.indexOf(current);
  if (at < 0) return among[by === 1 ? 0 : among.length - 1] ?? null;
  return among[at + by] ?? null;
}
