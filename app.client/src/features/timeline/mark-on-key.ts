import type { KeyboardEvent } from 'react';
import type { MessageRow } from '../../chat/use-messages.ts';
import { letterOnKey } from '../../ui/keys.ts';
import type { LineDoings } from './MessageItem.tsx';

/** U on a row: unread from here on. A key that is a letter, so it does something on a row itself alone (WCAG 2.1.4). */
export function markOnKey(
  event: KeyboardEvent<HTMLElement>,
  rows: readonly MessageRow[],
  { markUnread }: Pick<LineDoings, 'markUnread'>,
): void {
  if (letterOnKey(event) !== 'u' || event.altKey || event.ctrlKey || event.metaKey) return;
  const id = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
  const row = id === undefined ? undefined : rows.find((one) => one.id === id);
  if (!row?.message) return;
  event.preventDefault();
  markUnread(row);
}
