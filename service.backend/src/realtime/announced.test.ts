import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAnother, openRecord, type RecordFixture } from '../modules/log/log.fixture.ts';
import { createLogger } from '../platform/logger.ts';
import { createAnnouncedRepository } from './announced.repository.ts';
import { createAnnounced } from './announced.ts';

let world: RecordFixture;
let conversation: string;
let epoch: string;
let reach: { ready: boolean; losses: number; answered: Promise<void> };
let owed: string[];

beforeAll(async () => {
  world = await openRecord();
});
beforeEach(async () => {
  conversation = await world.conversation([await world.person('Ada')]);
  epoch = await world.epoch();
  owed = [];
  reach = { ready: true, losses: 0, answered: Promise.resolve() };
});
afterAll(() => world.close());

const book = () =>
  createAnnounced({
    repository: createAnnouncedRepository(world.db, world.epoch),
    reach: { publishing: () => reach.ready, losses: () => reach.losses, answered: () => reach.answered },
    every: 60_000,
    onOwed: (conversationId) => void owed.push(conversationId),
    logger: createLogger('silent'),
  });
const mark = async () => {
  const sql = 'SELECT seq FROM announced WHERE conversation_id = $conversation';
  return (await world.db.query<{ seq: number }>(sql, { conversation }))[0]?.seq;
};

/** As after a restore: the record lives elsewhere, and everybody's connections are gone. */
async function restore() {
  const operator = openAnother(world.url);
  await operator.query(`UPDATE sync_meta SET home = 'another machine'`);
  await operator.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await operator.close();
}

describe('the book of what was announced', () => {
  it('moves the mark from where it stands, never over what somebody else has not announced', async () => {
    const [north, south] = [book(), book()];
    north.note(conversation, 0, 3, epoch);
    north.note(conversation, 5, 7, epoch);
    north.note(conversation, 9, 10, epoch);
    await north.flush();
    expect(await mark()).toBe(3);
    south.note(conversation, 3, 5, epoch);
    await south.flush();
    expect(await mark()).toBe(7);
    south.note(conversation, 7, 9, epoch);
    await south.flush();
    expect(await mark()).toBe(10);
    expect(north.takeOwed()).toEqual([]);
  });

  it('never lowers it, however often and in whatever order the nodes write', async () => {
    const nodes = [book(), book(), book()];
    for (let number = 0; number < 30; number++) nodes[number % 3]?.note(conversation, number, number + 1, epoch);
    let highest = 0;
    // At most two of the three are passed over in a round.
    for (let round = 0; round < 3; round++) {
      await Promise.all(nodes.map((node) => node.flush()));
      const now = (await mark()) ?? 0;
      expect(now).toBeGreaterThanOrEqual(highest);
      highest = now;
    }
    expect(highest).toBe(30);
  });

  it('owes what was published while Redis was away, or lost with a connection', async () => {
    const north = book();
    reach.ready = false;
    north.note(conversation, 0, 1, epoch);
    expect(north.takeOwed()).toEqual([conversation]);
    reach.ready = true;
    north.note(conversation, 0, 1, epoch);
    reach.losses += 1;
    await north.flush();
    expect(await mark()).toBeUndefined();
    expect(north.takeOwed()).toEqual([conversation]);
    expect(north.takeOwed()).toEqual([]);
  });

  it('tells of each time that something is owed, whoever said so', async () => {
    const north = book();
    reach.ready = false;
    north.note(conversation, 0, 1, epoch);
    north.note(conversation, 1, 2, epoch);
    expect(owed.length).toBe(2);
    reach.ready = true;
    north.note(conversation, 2, 3, epoch);
    expect(owed.length).toBe(2);
    reach.losses += 1;
    await north.flush();
    expect(owed.length).toBe(3);
    north.owe(conversation);
    expect(owed).toEqual(Array.from({ length: 4 }, () => conversation));
  });

  it('moves no mark for what Redis has not taken yet, and owes it where it was lost on the way', async () => {
    const north = book();
    let answer = () => {};
    const ask = () => {
      reach.answered = new Promise((resolve) => {
        answer = resolve;
      });
    };
    ask();
    north.note(conversation, 0, 1, epoch);
    const first = north.flush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await mark()).toBeUndefined();
    answer();
    await first;
    expect(await mark()).toBe(1);

    ask();
    north.note(conversation, 1, 2, epoch);
    const second = north.flush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    reach.losses += 1;
    answer();
    await second;
    await north.flush();
    expect(await mark()).toBe(1);
    expect(north.takeOwed()).toEqual([conversation]);

    ask();
    north.note(conversation, 1, 2, epoch);
    const third = north.flush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    north.forget();
    answer();
    await third;
    await north.flush();
    expect(await mark()).toBe(1);
  });

  it('waits for what lies before, however long, and asks nobody for it', async () => {
    const north = book();
    north.note(conversation, 0, 1, epoch);
    north.note(conversation, 4, 5, epoch);
    for (let round = 0; round < 30; round++) await north.flush();
    expect(await mark()).toBe(1);
    expect(north.takeOwed()).toEqual([]);
    const sweeper = book();
    sweeper.note(conversation, 1, 5, epoch);
    await sweeper.flush();
    expect(await mark()).toBe(5);
  });

  it('passes over a mark that another node is writing, and comes back to it', async () => {
    const north = book();
    north.note(conversation, 0, 1, epoch);
    await north.flush();
    await world.db.transaction(async (tx) => {
      await world.db.query(
        'SELECT 1 FROM announced WHERE conversation_id = $conversation FOR UPDATE',
        { conversation },
        tx,
      );
      north.note(conversation, 1, 2, epoch);
      const began = Date.now();
      await north.flush();
      expect(Date.now() - began).toBeLessThan(1_000);
    });
    expect(await mark()).toBe(1);
    await north.flush();
    expect(await mark()).toBe(2);
  });

  it('forgets another life of the database', async () => {
    const north = book();
    north.note(conversation, 0, 9, epoch);
    north.owe(conversation);
    north.forget();
    await north.flush();
    expect(await mark()).toBeUndefined();
    expect(north.takeOwed()).toEqual([]);
  });

  it('writes nothing of another life of the database into this one, whenever it was noted', async () => {
    const north = book();
    north.note(conversation, 0, 1, epoch);
    await north.flush();
    // Restored behind the node's back: it has committed nothing since.
    north.note(conversation, 1, 9, epoch);
    await restore();
    // The first ones find connections that are gone, or that nobody has noticed the other life yet.
    await expect.poll(() => north.flush().then(() => world.epoch()), { timeout: 10_000 }).not.toBe(epoch);
    const now = await world.epoch();
    await north.flush();
    expect(await mark()).toBe(1);
    // Was on its way to the sockets when another commit told of the new life.
    north.forget();
    north.note(conversation, 1, 9, epoch);
    north.note(conversation, 1, 2, now);
    await north.flush();
    expect(await mark()).toBe(2);
    expect(north.takeOwed()).toEqual([]);
  });
});
