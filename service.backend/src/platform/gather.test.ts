import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.ts';
import { createGather, restByWork, restFor } from './gather.ts';

/** Work that ends when the test says so. */
function heldWork(outcome: (items: readonly string[]) => readonly string[]) {
  const batches: (readonly string[])[] = [];
  const releases: (() => void)[] = [];
  const carryOut = async (_key: string, items: readonly string[]) => {
    batches.push(items);
    await new Promise<void>((release) => releases.push(release));
    return outcome(items);
  };
  const release = async () => {
    releases.shift()?.();
    await new Promise(setImmediate);
  };
  return { batches, carryOut, release };
}

const echo = (items: readonly string[]) => items.map((item) => `did ${item}`);

describe('gathering what waits for the same conversation', () => {
  it('lets the first go at once and the others share what comes next, in their order', async () => {
    const { batches, carryOut, release } = heldWork(echo);
    const gather = createGather(carryOut);
    const all = ['one', 'two', 'three'].map((item) => gather('c', item));
    expect(batches).toEqual([['one']]);
    await release();
    expect(batches).toEqual([['one'], ['two', 'three']]);
    await release();
    expect(await Promise.all(all)).toEqual(['did one', 'did two', 'did three']);
  });

  it('rests between two goes, so that more may come, but not before the first', async () => {
    const { batches, carryOut, release } = heldWork(echo);
    const rests: (() => void)[] = [];
    const gather = createGather(carryOut, { most: 2, rest: () => new Promise((over) => rests.push(over)) });
    const all = [gather('c', 'one')];
    expect(batches).toEqual([['one']]);
    await release();
    all.push(gather('c', 'two'));
    await new Promise(setImmediate);
    all.push(gather('c', 'three'));
    expect(batches).toEqual([['one']]);
    rests.shift()?.();
    await new Promise(setImmediate);
    expect(batches).toEqual([['one'], ['two', 'three']]);
    all.push(gather('c', 'four'), gather('c', 'five'));
    await release();
    // There are as many as may go together: nobody is worth waiting for.
    expect(batches).toEqual([['one'], ['two', 'three'], ['four', 'five']]);
    await release();
    expect(await Promise.all(all)).toEqual(['did one', 'did two', 'did three', 'did four', 'did five']);
    rests.shift()?.();
    await new Promise(setImmediate);
    void gather('c', 'six');
    expect(batches.at(-1)).toEqual(['six']);
  });

  it('tells who rests how long the work took, and rests by that, up to a limit', async () => {
    const told: number[] = [];
    const slow = async (_: string, items: readonly string[]) => {
      await restFor(30)();
      return echo(items);
    };
    const rest = async (tookMs: number) => void told.push(tookMs);
    await createGather(slow, { rest })('c', 'one');
    await new Promise(setImmediate);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThanOrEqual(29);

    const rested = async (tookMs: number) => {
      const began = performance.now();
      await restByWork(60)(tookMs);
      return performance.now() - began;
    };
    expect(await rested(20)).toBeGreaterThanOrEqual(39);
    // Far less than twice as long: the limit holds.
    expect(await rested(60_000)).toBeLessThan(10_000);
  });

  it('lets conversations go side by side', () => {
    const { batches, carryOut } = heldWork(echo);
    const gather = createGather(carryOut);
    void gather('a', 'one');
    void gather('b', 'two');
    expect(batches).toEqual([['one'], ['two']]);
  });

  it('takes no more than its measure at once', async () => {
    const { batches, carryOut, release } = heldWork(echo);
    const gather = createGather(carryOut, { most: 2 });
    for (const item of ['one', 'two', 'three', 'four']) void gather('c', item);
    await release();
    await release();
    expect(batches).toEqual([['one'], ['two', 'three'], ['four']]);
  });

  it('tries each alone when one of them breaks the rest', async () => {
    const { carryOut, release } = heldWork((items) => {
      if (items.includes('bad')) throw new Error('broken');
      return echo(items);
    });
    const gather = createGather(carryOut);
    const all = ['first', 'good', 'bad', 'better'].map((item) => gather('c', item));
    const settled = Promise.allSettled(all);
    for (let step = 0; step < 5; step++) await release();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not try again what the database could not answer: nobody knows whether it is stored', async () => {
    const { batches, carryOut, release } = heldWork(() => {
      throw new DomainError('UNAVAILABLE');
    });
    const gather = createGather(carryOut);
    const settled = Promise.allSettled(['one', 'two', 'three'].map((item) => gather('c', item)));
    await release();
    await release();
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
    expect(batches).toEqual([['one'], ['two', 'three']]);
  });

  it('turns away at the door when the lane is too long', async () => {
    const { carryOut } = heldWork(echo);
    const gather = createGather(carryOut, { longest: 1 });
    void gather('c', 'goes');
    void gather('c', 'waits');
    await expect(gather('c', 'refused')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1_000 });
  });

  it('answers everyone with his own result and keeps each conversation in order, whatever arrives when', async () => {
    const item = fc.record({ key: fc.constantFrom('a', 'b'), pause: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), async (items, most) => {
        const done: string[] = [];
        const gather = createGather<string, string>(
          async (key, batch) => {
            await new Promise(setImmediate);
            done.push(...batch.map((name) => `${key}${name}`));
            return echo(batch);
          },
          { most },
        );
        const waiting: Promise<string>[] = [];
        for (const [index, { key, pause }] of items.entries()) {
          waiting.push(gather(key, String(index)));
          if (pause) await new Promise(setImmediate);
        }
        expect(await Promise.all(waiting)).toEqual(items.map((_, index) => `did ${index}`));
        for (const key of ['a', 'b']) {
          const sent = items.flatMap((one, index) => (one.key === key ? [`${key}${index}`] : []));
          expect(done.filter((name) => name.startsWith(key))).toEqual(sent);
        }
      }),
      { numRuns: 100 },
    );
  });
});
