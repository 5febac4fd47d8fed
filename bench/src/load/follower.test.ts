import { describe, expect, it, vi } from 'vitest';
import type { ReadFrame } from '../speed/lab/frames.ts';
import { createFollower } from './follower.ts';

const frame = (from: number, upTo: number): ReadFrame => ({
  c: 'c',
  from,
  upTo,
  messages: Array.from({ length: upTo - from }, (_, index) => ({
    id: `m${from + index + 1}`,
    seq: from + index + 1,
    senderId: 'ada',
  })),
});

function follow(answers: (afterSeq: number) => ReadFrame | null = () => null) {
  const taken: number[] = [];
  const ask = vi.fn(async (afterSeq: number) => answers(afterSeq));
  const follower = createFollower({ from: 1, ask, onMessage: (_, seq) => void taken.push(seq) });
  return { follower, taken, ask };
}

describe('following a conversation', () => {
  it('takes each number once, however frames overlap and repeat', () => {
    const { follower, taken } = follow();
    for (const one of [frame(1, 3), frame(1, 3), frame(2, 5), frame(0, 4)]) follower.hear(one);
    expect(taken).toEqual([2, 3, 4, 5]);
  });

  it('keeps what comes too early until its turn, and asks nobody when the hole closes by itself', () => {
    const { follower, taken, ask } = follow();
    follower.hear(frame(3, 5));
    expect(taken).toEqual([]);
    follower.hear(frame(1, 3));
    expect(taken).toEqual([2, 3, 4, 5]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('asks for what never comes, and goes on behind it', async () => {
    const { follower, taken } = follow((afterSeq) => (afterSeq < 3 ? frame(afterSeq, 3) : null));
    follower.hear(frame(3, 5));
    await vi.waitFor(() => expect(taken).toEqual([2, 3, 4, 5]), { timeout: 10_000 });
    expect(follower.holes()).toBe(1);
  });
});
