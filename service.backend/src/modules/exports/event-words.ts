import type { ExportedMessage, ExportedPerson } from '@parley/shared/models/export.ts';

/** What an entry without words of anybody's tells: "Nora added Tom". */
export function eventWords({ event, senderId }: ExportedMessage, people: ReadonlyMap<string, ExportedPerson>): string {
  const nameOf = (id: string | undefined) => people.get(id ?? '')?.displayName ?? 'Somebody';
  const who = nameOf(senderId);
  const whom = nameOf(event?.userId);
  switch (event?.type) {
    case 'created':
      return event.title === undefined ? `${who} began this conversation` : `${who} made the group “${event.title}”`;
    case 'joined':
      return event.userId === senderId ? `${who} joined` : `${who} added ${whom}`;
    case 'left':
      return `${who} left`;
    case 'removed':
      return `${who} removed ${whom}`;
    case 'renamed':
      return `${who} named the group “${event.title ?? ''}”`;
    case 'archived':
      return `${who} archived the conversation`;
    case 'unarchived':
      return `${who} opened the conversation again`;
    case 'retention':
      return `${who} set how long messages are kept`;
    case 'role':
      return `${who} made ${whom} ${event.role ?? ''}`.trimEnd();
    default:
      return '';
  }
}
