import { clientEvents } from '@parley/shared/contract/events.ts';
import type { ChatSocket, Clock } from '../ports.ts';
import type { Said, TabWord } from './words.ts';

type Ask = Extract<TabWord, { kind: 'ask' }>;

/** Asks that go to the server by the socket of another tab, and those that others want to send by this one's. */
export interface Asks {
  /** Rejects when no answer came in time, or when it is given up. */
  over(connection: string, ...[name, payload, timeoutMs]: Parameters<ChatSocket['ask']>): Promise<unknown>;
  answered(answer: Extract<TabWord, { kind: 'answer' }>): void;
  /** Of what went over any other connection nobody knows any more that it will be answered. */
  giveUpAllBut(connection: string | null): void;
  /** Does it for another tab. */
  serve(ask: Ask, socket: ChatSocket): Promise<void>;
  stop(): void;
}

/** A map of who waits. */
export function createAsks(deps: {
  readonly clock: Pick<Clock, 'after'>;
  readonly newId: () => string;
  readonly say: (word: Said) => void;
}): Asks {
  const { clock, newId, say } = deps;
  const waiting = new Map<string, { connection: string; answer: (answer: { ok: boolean; value?: unknown }) => void }>();

  return {
    over: (connection, name, payload, timeoutMs) =>
      new Promise((resolve, reject) => {
        const id = newId();
        const cancel = clock.after(timeoutMs, () => waiting.get(id)?.answer({ ok: false }));
        const answer = ({ ok, value }: { ok: boolean; value?: unknown }) => {
          waiting.delete(id);
          cancel();
          if (ok) resolve(value);
          else reject(new Error('no answer'));
        };
        waiting.set(id, { connection, answer });
        say({ kind: 'ask', connection, id, name, payload, timeoutMs });
      }),
    answered: ({ id, ok, value }) => waiting.get(id)?.answer({ ok, value }),
    giveUpAllBut(connection) {
      for (const one of [...waiting.values()]) if (one.connection !== connection) one.answer({ ok: false });
    },
    async serve({ id, name, payload, timeoutMs }, socket) {
      const parsed = clientEvents[name].safeParse(payload);
      if (!parsed.success) return say({ kind: 'answer', id, ok: false, value: null });
      await socket.ask(name, parsed.data, timeoutMs).then(
        (value) => say({ kind: 'answer', id, ok: true, value }),
        () => say({ kind: 'answer', id, ok: false, value: null }),
      );
    },
    stop() {
      for (const { answer } of [...waiting.values()]) answer({ ok: false });
    },
  };
}
