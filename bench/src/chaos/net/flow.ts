import type { Socket } from 'node:net';
import { sliced, type Toxics } from './toxics.ts';

interface FlowOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly toxics: () => Toxics;
  readonly random: () => number;
  /** Looks at what passes; false swallows it. */
  readonly passes: (chunk: Buffer) => boolean;
}

const enough = 1 << 20;
// A slow reader's own memory is small: what it has not read stays with the one who sends.
const enoughOfSlow = 1 << 16;
const lookAgainEvery = 20;
const lookAgainAtLast = 500;

/** One direction of one connection: what comes in goes out as late, as slowly and in as small pieces as the link wants. */
export function startFlow({ from, to, toxics, random, passes }: FlowOptions): void {
  const waiting: { readonly chunk: Buffer; readonly due: number }[] = [];
  let bytes = 0;
  let latest = 0;
  let free = 0;
  let isRunning = false;
  let isEnded = false;

  const room = (): number => (toxics().rate === null ? enough : enoughOfSlow);

  function arrive(chunk: Buffer): void {
    if (!passes(chunk)) return;
    const { latency, jitter } = toxics();
    latest = Math.max(latest, performance.now() + latency + (random() * 2 - 1) * Math.min(jitter, latency));
    for (const piece of sliced(chunk, toxics())) waiting.push({ chunk: piece, due: latest });
    bytes += chunk.length;
    if (bytes > room()) from.pause();
    if (!isRunning) run();
  }

  /** When the first piece may go, in milliseconds from now; 0 is now. */
  function pause(due: number): number {
    const { blackhole, rate } = toxics();
    // Once it is quick again, nothing is left of having been slow.
    return blackhole ? lookAgainEvery : Math.max(0, Math.max(due, rate === null ? 0 : free) - performance.now());
  }

  function later(milliseconds: number): void {
    if (milliseconds > 0) setTimeout(run, Math.min(milliseconds, lookAgainAtLast));
    else setImmediate(run);
  }

  function run(): void {
    isRunning = true;
    for (let first = waiting[0]; first !== undefined && !to.destroyed; first = waiting[0]) {
      const wait = pause(first.due);
      if (wait > 0) {
        later(wait);
        return;
      }
      waiting.shift();
      bytes -= first.chunk.length;
      const { rate, slice } = toxics();
      if (rate !== null) free = performance.now() + (first.chunk.length / rate) * 1_000;
      const hasRoom = to.write(first.chunk);
      if (bytes < room() && from.isPaused()) from.resume();
      if (!hasRoom) {
        to.once('drain', run);
        return;
      }
      // Together they would be one piece again.
      if (slice !== null) {
        later(0);
        return;
      }
    }
    isRunning = false;
    if (isEnded && !to.destroyed) to.end();
  }

  from.on('data', arrive);
  from.on('end', () => {
    isEnded = true;
    if (!isRunning) run();
  });
}
