import { randomUUID } from 'node:crypto';
import type { Database } from '../database/connection.ts';
import type { SearchRows } from '../modules/search/search-rows.repository.ts';
import { busyLines } from './busy.ts';
import { type DemoPerson, demoPeople } from './people.ts';
import { seededRandom } from './random.ts';
import { type DemoConversation, demoConversations } from './script.ts';
import { momentsOf } from './times.ts';
import { backdate, writeMarks, writeMessages } from './write-messages.ts';

/** How many messages the busy conversation holds: enough that nobody would load them all. */
const busyCount = 5_000;

const busyPeople: readonly DemoPerson[] = ['nora', 'ines', 'tom', 'aiko', 'jonas', 'yusuf'];

/** What the demo needs of the real service: people and conversations are made as anybody makes them. */
export interface DemoDoors {
  readonly db: Database;
  readonly search: SearchRows;
  readonly isSeeded: () => Promise<boolean>;
  readonly makePerson: (person: (typeof demoPeople)[number]) => Promise<string>;
  readonly makeConversation: (maker: string, draft: DemoDraft) => Promise<void>;
}

/** A conversation to be made, in the words of the contract. */
type DemoDraft =
  | { readonly kind: 'direct'; readonly id: string; readonly userId: string }
  | { readonly kind: 'group'; readonly id: string; readonly title: string; readonly userIds: string[] };

/** Fills an empty instance with the demo harbour, once: a second call finds its people there and does nothing. */
export async function seedDemo(doors: DemoDoors, now: number): Promise<void> {
  if (await doors.isSeeded()) return;
  const ids = new Map<DemoPerson, string>();
  for (const person of demoPeople) ids.set(person.username, await doors.makePerson(person));

  const random = seededRandom(1);
  const lines = busyLines(busyPeople, busyCount);
  const busy = { title: 'Pier 4 rebuild', people: busyPeople, endedMinutesAgo: 12, unread: 3, lines };
  for (const conversation of [...demoConversations, busy]) await write(doors, ids, conversation, now, random);
}

async function write(
  { db, search, makeConversation }: DemoDoors,
  ids: ReadonlyMap<DemoPerson, string>,
  { title, people, endedMinutesAgo, unread, lines }: DemoConversation,
  now: number,
  random: () => number,
): Promise<void> {
  const idOf = (person: DemoPerson): string => {
    const id = ids.get(person);
    if (id === undefined) throw new Error(`Nobody is called ${person}`);
    return id;
  };
  const [maker, ...others] = people.map(idOf);
  if (maker === undefined || others[0] === undefined) throw new Error('A conversation takes two');

  const id = randomUUID();
  await makeConversation(
    maker,
    title === null ? { kind: 'direct', id, userId: others[0] } : { kind: 'group', id, title, userIds: others },
  );
  const [madeAt, ...moments] = momentsOf(lines.length + 1, endedMinutesAgo, now, random);
  const messages = lines.map(([person, content, lateMinutes], index) => {
    const at = moments[index] ?? new Date(now);
    const composedAt = lateMinutes === undefined ? null : new Date(at.getTime() - lateMinutes * 60_000);
    return { senderId: idOf(person), content, at, composedAt };
  });
  const last = lines.at(-1)?.[0];
  await db.transaction(async (tx) => {
    if (madeAt) await backdate(db, tx, id, madeAt);
    if (messages.length > 0) await writeMessages(db, search, tx, id, messages);
    await writeMarks(
      db,
      tx,
      id,
      new Map(people.map((person) => [idOf(person), behindOf(person, last, unread, random)])),
    );
  });
}

/** Nora is behind by what the script leaves her to read; of the others some have read all, some not quite. */
function behindOf(person: DemoPerson, last: DemoPerson | undefined, unread: number, random: () => number): number {
  if (person === 'nora') return unread;
  return person === last || random() < 0.6 ? 0 : Math.floor(random() * 5);
}
