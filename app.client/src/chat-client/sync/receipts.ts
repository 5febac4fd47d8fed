import { acknowledgements } from '@parley/shared/contract/events.ts';
import { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import { limits, timings } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import type { ChatSocket, Clock } from '../ports.ts';
import { cursorOf } from '../timeline/heads.ts';
import { applyReceiptAnswer } from '../timeline/receipts.ts';
import { createErrand } from './errand.ts';
import { createErrands } from './errands.ts';
import type { Shelf } from './shelf.ts';

/** Says how far things have come to this device, and how far they were seen. Both only rise. */
export interface Receipts {
  read(conversationId: string, seq: number): void;
  /** Its line has moved on: what was read beyond it may be told now. */
  rose(conversationId: string): void;
  /** Something may have arrived: told in one frame for all conversations, at most once a second. */
  arrived(conversationId: string): void;
  /** Says again what was not confirmed. */
  again(): void;
  /** Another life of the record: what was seen is forgotten. */
  startAnew(): void;
  /** Tells no more; what was seen is left to who comes next. */
  stop(): void;
}

/** Reading is asked for until it is confirmed, by either carrier; having arrived is told over the socket, and by each sync besides. */
export function createReceipts(deps: {
  readonly call: Call;
  readonly clock: Clock;
  readonly shelf: () => Shelf;
  readonly socket: () => ChatSocket | null;
  readonly failed: (error: unknown) => void;
  /** How far conversations were seen, whether or not it is confirmed. */
  readonly seen: Map<string, number>;
}): Receipts {
  const { call, clock, shelf, socket, failed, seen } = deps;
  const reading = createErrands(clock, put);
  const come = new Set<string>();

  /** What has been seen and not been confirmed, within this membership and what the log has. */
  function unconfirmed(conversationId: string): number | null {
    const state = shelf().get(conversationId);
    const wanted = Math.min(seen.get(conversationId) ?? 0, state?.summary.head ?? 0);
    return state && wanted > state.summary.me.readSeq ? wanted : null;
  }

  async function put(conversationId: string): Promise<void> {
    const life = shelf().life();
    const reader = shelf().reader();
    const readSeq = unconfirmed(conversationId);
    if (!reader || readSeq === null) return;
    try {
      const answer = await call(putReceipt, { params: { conversationId }, body: { epoch: reader.epoch, readSeq } });
      if (life === shelf().life())
        shelf().step(conversationId, (state, known) => applyReceiptAnswer(state, answer, known));
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  const delivered = createErrand(clock, async () => {
    const reader = shelf().reader();
    const carrier = socket();
    const marks = [...come].slice(0, limits.syncHeads).flatMap((c) => {
      const state = shelf().get(c);
      const seq = state ? cursorOf(state) : 0;
      return state && seq > state.summary.me.deliveredSeq ? [{ c, seq }] : [];
    });
    come.clear();
    if (!reader || !carrier?.connected || marks.length === 0) return;
    try {
      const answer = await carrier.ask('delivered', { epoch: reader.epoch, marks }, timings.requestTimeout);
      if (acknowledgements.delivered.safeParse(answer).data?.ok !== true) throw new Error('not noted');
    } catch (error) {
      for (const { c } of marks) come.add(c);
      throw error;
    }
  });

  function arrived(conversationId: string): void {
    const state = shelf().get(conversationId);
    if (!state || cursorOf(state) <= state.summary.me.deliveredSeq) return;
    come.add(conversationId);
    delivered.want(timings.receiptsEvery);
  }

  /** Beyond the line's head nothing can be told: it waits until the line has come there. */
  function tellRead(conversationId: string): void {
    if (unconfirmed(conversationId) !== null) reading.want(conversationId);
  }

  function stop(): void {
    reading.clear();
    come.clear();
  }

  return {
    read(conversationId, seq) {
      if (seq <= (seen.get(conversationId) ?? 0)) return;
      seen.set(conversationId, seq);
      tellRead(conversationId);
    },
    rose: tellRead,
    arrived,
    again() {
      for (const id of seen.keys()) tellRead(id);
      for (const { id } of shelf().all()) arrived(id);
    },
    startAnew() {
      seen.clear();
      stop();
    },
    stop,
  };
}
