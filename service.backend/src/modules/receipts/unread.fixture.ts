import { createParticipantsRepository } from '../conversations/participants.repository.ts';
import type { RecordFixture } from '../log/log.fixture.ts';
import { actor, type Node } from '../messages/message.fixture.ts';

/** What somebody who is in must be told after an operation: the numbers that count for him, by a plain scan. */
export interface Told {
  readonly conversation: string;
  readonly user: string;
  readonly counted: readonly number[];
  /** The last operations, for whoever has to find out what went wrong. */
  readonly where: string;
}

interface Stay {
  present: boolean;
  visibleFrom: number;
  read: number;
  mark: number | null;
}

interface Said {
  readonly id: string;
  readonly seq: number;
  readonly sender: string;
  version: number;
  gone: boolean;
}

/** A small generator of random numbers, so that a seed tells the whole run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A conversation in which anything may happen, and beside it what a plain account of it says. */
export async function createHappenings(given: {
  readonly record: RecordFixture;
  readonly node: Node;
  readonly people: readonly string[];
  readonly seed: number;
}) {
  const { record, node, people } = given;
  const random = randomOf(given.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const historyPolicy = random() < 0.5 ? 'full' : 'since_join';
  const conversation = await record.conversation(people, { historyPolicy });
  const rows = createParticipantsRepository(record.db);
  const epoch = await node.epoch();
  const stays = new Map(
    people.map((user): [string, Stay] => [user, { present: true, visibleFrom: 0, read: 1, mark: null }]),
  );
  const said: Said[] = [];
  const tale: string[] = [];
  let head = 1;

  const stayOf = (user: string): Stay => {
    const stay = stays.get(user);
    if (!stay) throw new Error('nobody of this conversation');
    return stay;
  };
  const inside = (): readonly string[] => people.filter((user) => stayOf(user).present);

  async function say(user: string): Promise<void> {
    const { answer } = await node.say(user, conversation, 'words');
    const stay = stayOf(user);
    // His own words are no news to somebody who had read all that came before.
    if (stay.read === head) stay.read = head + 1;
    head += 1;
    said.push({ id: answer.stored.id, seq: answer.stored.seq, sender: user, version: 1, gone: false });
  }

  async function touch(user: string): Promise<void> {
    const stay = stayOf(user);
    const mine = said.filter(({ sender, gone, seq }) => sender === user && !gone && seq >= stay.visibleFrom);
    const one = pick(mine);
    if (!one) return;
    const named = { conversationId: conversation, messageId: one.id };
    if (random() < 0.5) {
      await node.remove(actor(user), named);
      one.gone = true;
    } else {
      await node.edit(actor(user), { ...named, content: `other words ${head}`, version: one.version });
      one.version += 1;
    }
    head += 1;
  }

  async function read(user: string): Promise<void> {
    const readSeq = below(head + 3);
    await node.receipts.put(actor(user), { conversationId: conversation, epoch, readSeq });
    const stay = stayOf(user);
    stay.read = Math.max(stay.read, Math.min(head, readSeq));
  }

  async function mark(user: string): Promise<void> {
    const seq = random() < 0.3 ? null : below(head + 3);
    await node.unread.mark(actor(user), { conversationId: conversation, seq });
    const stay = stayOf(user);
    stay.mark = seq === null ? null : Math.min(Math.max(seq, stay.visibleFrom, 1), head);
  }

  /** Out, or in again: another membership, with the rows written as the service writes them. */
  async function comeOrGo(user: string): Promise<void> {
    const stay = stayOf(user);
    if (stay.present) {
      if (inside().length < 2) return;
      head = await record.remove(conversation, user);
      stay.present = false;
      return;
    }
    head = await record.join(conversation, user);
    const entrants = [{ userId: user, role: 'member' as const, seq: head }];
    await record.db.transaction((tx) => rows.enter(conversation, entrants, tx));
    stays.set(user, { present: true, visibleFrom: historyPolicy === 'full' ? 0 : head, read: head, mark: null });
  }

  const doings = [say, say, say, say, say, touch, touch, read, read, mark, mark];

  return {
    /** One operation, and what anybody who is in must be told after it. */
    async next(): Promise<Told> {
      const doing = random() < 0.06 ? comeOrGo : (pick(doings) ?? say);
      const user = pick(doing === comeOrGo ? people : inside()) ?? '';
      await doing(user);
      tale.push(`${doing.name} ${people.indexOf(user)}`);
      const reader = pick(inside()) ?? '';
      const { visibleFrom, read: readSeq, mark: from } = stayOf(reader);
      const counted = said
        .filter(({ seq, sender, gone }) => {
          const isNew = seq > readSeq || (from !== null && seq >= from);
          return isNew && seq >= visibleFrom && sender !== reader && !gone;
        })
        .map(({ seq }) => seq);
      const where = `${conversation} (${historyPolicy}), person ${people.indexOf(reader)}: ${tale.slice(-12).join(', ')}`;
      return { conversation, user: reader, counted, where };
    },
  };
}
