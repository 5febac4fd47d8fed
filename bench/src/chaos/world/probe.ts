import { pause } from '../faults/fault.ts';
import type { Backend } from './backend.ts';

/** One question and what came of it; status 0 is no answer at all. */
export interface Probed {
  readonly node: string;
  readonly status: number;
  /** When it was asked and when it was answered, on the clock that never jumps. */
  readonly asked: number;
  readonly answered: number;
}

/** Asks the nodes the same thing again and again, each by itself. */
export interface Probe {
  readonly answers: readonly Probed[];
  stop(): Promise<void>;
}

/** `width` questions are under way at each node at any time. */
export function startProbe(
  backends: readonly Backend[],
  ask: (backend: Backend) => Promise<number>,
  { width = 1, everyMs = 50 }: { readonly width?: number; readonly everyMs?: number } = {},
): Probe {
  const answers: Probed[] = [];
  let isOn = true;
  async function asker(backend: Backend): Promise<void> {
    while (isOn) {
      const asked = performance.now();
      const status = await ask(backend).catch(() => 0);
      answers.push({ node: backend.name, status, asked, answered: performance.now() });
      await pause(everyMs);
    }
  }
  const askers = Promise.all(backends.flatMap((backend) => Array.from({ length: width }, () => asker(backend))));
  return {
    answers,
    async stop() {
      isOn = false;
      await askers;
    },
  };
}

/** How long the answers took. */
export const tookOf = (answers: readonly Probed[]): number[] => answers.map(({ asked, answered }) => answered - asked);

/** Which statuses came, each once. */
export const statusesOf = (answers: readonly Probed[]): readonly number[] => [
  ...new Set(answers.map(({ status }) => status)),
];
