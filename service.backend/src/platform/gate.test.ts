import { describe, expect, it, vi } from 'vitest';
import { createGate } from './gate.ts';

/** Work that ends when it is told to. */
function hanging() {
  const { promise, resolve, reject } = withResolvers();
  return { work: () => promise, end: resolve, fail: reject };
}

function withResolvers() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('a gate', () => {
  it('lets two pass, one wait, and sends the rest away', async () => {
    const gate = createGate({ atOnce: 2, queue: 1 });
    const works = [hanging(), hanging(), hanging()];
    const began: number[] = [];
    const runs = works.map(({ work }, index) =>
      gate.run(() => {
        began.push(index);
        return work();
      }),
    );
    await expect(gate.run(async () => 'too many')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(began).toEqual([0, 1]);
    works[1]?.end('second');
    expect(await runs[1]).toBe('second');
    await vi.waitFor(() => expect(began).toEqual([0, 1, 2]), 10_000);
    works[0]?.end('first');
    works[2]?.end('third');
    expect(await Promise.all(runs)).toEqual(['first', 'second', 'third']);
  });

  it('opens again after a failure', async () => {
    const gate = createGate({ atOnce: 1, queue: 1 });
    const [first, second] = [hanging(), hanging()];
    const runs = [gate.run(first.work), gate.run(second.work)];
    first.fail(new Error('broke'));
    await expect(runs[0]).rejects.toThrow('broke');
    second.end('went on');
    expect(await runs[1]).toBe('went on');
    expect(await gate.run(async () => 'free')).toBe('free');
  });
});
