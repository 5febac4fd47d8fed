import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import type { SyncAnswer } from './slice.ts';
import { idsOf, openAt, openSyncing } from './sync.fixture.ts';

let record: RecordFixture;
let syncing: ReturnType<typeof openSyncing>;
let ada: string;
let bob: string;

beforeAll(async () => {
  record = await openRecord();
  syncing = openSyncing(record.db);
});
beforeEach(async () => {
  [ada, bob] = await Promise.all([record.person('Ada'), record.person('Bob')]);
});
afterAll(() => record.close());

describe('slices of a sync', () => {
  /** Asks on after what was covered until the end. */
  async function throughAll(each: (answer: SyncAnswer) => void): Promise<string[]> {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const answer = await syncing.sync(ada, { after });
      each(answer);
      seen.push(...idsOf(answer));
      after = answer.coveredUpTo;
      if (after === null) return seen;
    }
  }

  it('stay below their measure in bytes and lead through everything, once', async () => {
    const ids = await Promise.all(Array.from({ length: 24 }, () => record.conversation([ada])));
    await Promise.all(ids.map((id) => syncing.node.say(ada, id, '\u0001'.repeat(limits.contentBytes))));
    const sizes: number[] = [];
    const seen = await throughAll((answer) => sizes.push(Buffer.byteLength(JSON.stringify(answer))));
    expect(seen).toEqual(ids.toSorted());
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(limits.syncAnswerBytes * 1.01);
  });

  it('look at so many lines at once, and lead through everything, once', async () => {
    const ids = await Promise.all(Array.from({ length: 101 }, () => record.conversation([ada])));
    const lengths: number[] = [];
    const seen = await throughAll(({ conversations }) => lengths.push(conversations.length));
    expect(seen).toEqual(ids.toSorted());
    expect(lengths).toEqual([100, 1]);
  });

  it('judge new and gone only inside the range that was asked and covered', async () => {
    const ids = (await Promise.all(Array.from({ length: 4 }, () => record.conversation([ada])))).toSorted();
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const { epoch, heads } = await syncing.held(ada);
    await Promise.all([record.remove(first, ada), record.remove(fourth, ada)]);
    const answer = await syncing.sync(ada, { epoch, after: first, upTo: third, heads: heads.toSpliced(2, 1) });
    expect(idsOf(answer)).toEqual([third]);
    expect(answer.gone).toEqual([]);
    const rest = await syncing.sync(ada, { epoch, after: third, heads: heads.slice(3) });
    expect([idsOf(rest), rest.gone.map(({ c }) => c)]).toEqual([[], [fourth]]);
    const asked = await syncing.sync(ada, {
      epoch,
      after: first,
      upTo: second,
      heads: heads.slice(1, 2),
      ask: [third, second],
    });
    expect(idsOf(asked).toSorted()).toEqual([second, third]);
  });

  it('answer an open conversation in parts when it holds more than there is room for', async () => {
    const conversation = await record.conversation([ada, bob]);
    for (let index = 0; index < 50; index++) await syncing.node.say(bob, conversation, 'x'.repeat(limits.contentBytes));
    const fresh = await syncing.sync(ada, { open: [openAt(conversation, null)] });
    expect(Buffer.byteLength(JSON.stringify(fresh))).toBeLessThan(limits.syncAnswerBytes);
    const [one] = fresh.conversations;
    if (one?.open?.kind !== 'fresh') throw new Error('not fresh');
    const { from, messages } = one.open.page;
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 - from }, (_, index) => from + 1 + index));
    expect(from).toBeGreaterThan(0);

    let cursor = 1;
    let parts = 0;
    for (; cursor < 51; parts++) {
      const answer = await syncing.sync(ada, { open: [openAt(conversation, cursor)] });
      const state = answer.conversations[0]?.open;
      if (state?.kind !== 'changes') throw new Error('not continued');
      expect([state.from, state.more]).toEqual([cursor, state.upTo < 51]);
      cursor = state.upTo;
    }
    expect(parts).toBe(2);

    const overSocket = await syncing.sync(ada, { open: [openAt(conversation, null)] }, limits.syncSocketBytes);
    expect(Buffer.byteLength(JSON.stringify(overSocket))).toBeLessThan(limits.syncSocketBytes);
    expect(overSocket.conversations).toMatchObject([{ open: { kind: 'fresh', upTo: 51 } }]);
  });
});
