import type { Happening } from '../checker/history.ts';
import type { Note, Recorder } from './recorder.ts';

/** One attempt to send, on whichever carrier: begun when it leaves, ended by what comes of it. */
export interface Attempt {
  answered(status: number, body: unknown): void;
  silent(why: string): void;
}

const inDoubt = new Set([401, 408, 425, 429]);
const isFinal = (status: number): boolean => status >= 400 && status < 500 && !inDoubt.has(status);

const codeOf = (body: unknown): string =>
  String((body as { error?: { code?: unknown } } | null)?.error?.code ?? 'unknown');

/** Writes it down when it leaves. */
export function beginAttempt(c: string, id: string, note: Note, recorder: Recorder): Attempt {
  const n = recorder.nextAttempt();
  note({ kind: 'attempt', c, id, n });
  return {
    answered(status, body) {
      note(verdict(c, id, n, status, body));
    },
    silent: (why) => note({ kind: 'silence', c, id, n, why }),
  };
}

function verdict(c: string, id: string, n: number, status: number, body: unknown): Happening {
  const seq = (body as { stored?: { seq?: unknown } } | null)?.stored?.seq;
  if ((status === 200 || status === 201) && typeof seq === 'number') {
    return { kind: 'ack', c, id, n, seq, replay: status === 200 };
  }
  if (isFinal(status)) return { kind: 'reject', c, id, n, status, code: codeOf(body) };
  return { kind: 'silence', c, id, n, why: String(status) };
}
