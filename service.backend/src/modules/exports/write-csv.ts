import type { ExportedMessage, ExportHead } from '@parley/shared/models/export.ts';
import { csvLine } from './csv-cell.ts';
import { eventWords } from './event-words.ts';
import type { Writer } from './writer.ts';

const columns = ['number', 'id', 'at', 'edited at', 'kind', 'username', 'name', 'content'];

/** A line a message, and one at the end that bears the counts. */
export const writeCsv: Writer = async function* writeCsv({ head, pages, counts }) {
  const people = new Map(head.people.map((person) => [person.id, person]));
  // The mark at the beginning tells programs that guess that this is UTF-8.
  yield `\ufeff${csvLine(columns)}`;
  for await (const page of pages()) yield page.map((message) => lineOf(message, people)).join('');
  const { messages, events } = counts();
  const total = `${messages} messages, ${events} events, numbers up to ${head.upToSeq}`;
  yield csvLine(['', head.conversation.id, head.exportedAt, '', 'count', '', '', total]);
};

type People = ReadonlyMap<string, ExportHead['people'][number]>;

function lineOf(message: ExportedMessage, people: People): string {
  const sender = people.get(message.senderId);
  const content = message.event ? eventWords(message, people) : (message.content ?? '');
  const { seq, id, at, editedAt = '', kind } = message;
  return csvLine([String(seq), id, at, editedAt, kind, sender?.username ?? '', sender?.displayName ?? '', content]);
}
