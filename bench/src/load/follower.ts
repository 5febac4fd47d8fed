import type { ReadFrame } from '../speed/lab/frames.ts';

/** Follows one conversation as a client does: ranges in order, holes waited for and then asked about. */
export interface Follower {
  hear(frame: ReadFrame): void;
  /** Asks what is missing, also where nothing betrays it. */
  catchUp(): Promise<void>;
  holes(): number;
}

const holeWaitMs = 300;

/** `ask` gives the next range after a number, or null where there is nothing after it. */
export function createFollower(options: {
  readonly from: number;
  readonly ask: (afterSeq: number) => Promise<ReadFrame | null>;
  readonly onMessage: (id: string, seq: number) => void;
}): Follower {
  let cursor = options.from;
  let holes = 0;
  let asking = false;
  let buffer: ReadFrame[] = [];

  function take(frame: ReadFrame): void {
    for (const { id, seq } of frame.messages) if (seq > cursor) options.onMessage(id, seq);
    cursor = Math.max(cursor, frame.upTo);
  }

  function drain(): void {
    for (;;) {
      const next = buffer.find(({ from, upTo }) => from <= cursor && upTo > cursor);
      if (next === undefined) break;
      take(next);
    }
    buffer = buffer.filter(({ upTo }) => upTo > cursor);
  }

  async function catchUp(): Promise<void> {
    for (;;) {
      const range = await options.ask(cursor);
      if (range === null || range.upTo <= cursor) return drain();
      if (range.from <= cursor) take(range);
    }
  }

  return {
    hear(frame) {
      if (frame.upTo <= cursor) return;
      if (frame.from <= cursor) {
        take(frame);
        if (buffer.length > 0) drain();
        return;
      }
      buffer.push(frame);
      if (asking) return;
      asking = true;
      setTimeout(() => {
        const isOpen = buffer.length > 0;
        if (isOpen) holes += 1;
        // What could not be asked now is asked with the next hole, or at the end.
        void (isOpen ? catchUp() : Promise.resolve())
          .catch(() => undefined)
          .finally(() => {
            asking = false;
          });
      }, holeWaitMs);
    },
    catchUp,
    holes: () => holes,
  };
}
