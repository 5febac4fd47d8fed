import type { Happening, HistoryRecord } from '../checker/history.ts';

/** Writes down what happens at one device. */
export type Note = (happening: Happening) => void;

/** What all devices met, in the order in which it happened. */
export interface Recorder {
  readonly history: HistoryRecord[];
  /** Milliseconds since the run began. */
  now(): number;
  noteOf(device: string, user: string): Note;
  /** Tells apart the attempts of all devices. */
  nextAttempt(): number;
}

/** One list for all, because the checker reads it in the order of time. */
export function createRecorder(): Recorder {
  const began = performance.now();
  const history: HistoryRecord[] = [];
  let attempts = 0;
  const now = () => Math.round(performance.now() - began);
  return {
    history,
    now,
    noteOf: (device, user) => (happening) => void history.push({ ...happening, at: now(), device, user }),
    nextAttempt: () => ++attempts,
  };
}
