import type { Answer } from './wire.ts';

/** A send that has no answer yet. */
export interface Outgoing {
  readonly id: string;
  readonly c: string;
  readonly content: string;
  readonly order: number;
  attempts: number;
  refusals: number;
}

/** What the server acknowledged: composed as number `order`, and never out of its lane before. */
export interface Acknowledged {
  readonly epoch: string;
  readonly c: string;
  readonly id: string;
  readonly seq: number;
  readonly order: number;
  readonly isInLane: boolean;
}

/** After so many tries without an answer an entry makes way for the next of its lane. */
const triesInLane = 6;

/** What a device has to send: one lane a conversation, a name for life, and no verdict while an attempt is still out. */
export class Outbox {
  readonly acknowledged = new Map<string, Acknowledged>();
  readonly refused: Outgoing[] = [];
  readonly #send: (entry: Pick<Outgoing, 'id' | 'c' | 'content'>) => void;
  #entries: Outgoing[] = [];
  #composed = 0;

  constructor(send: (entry: Pick<Outgoing, 'id' | 'c' | 'content'>) => void) {
    this.#send = send;
  }

  /** Writes it down, and sends it when its turn comes. */
  add(id: string, c: string, content: string): void {
    this.#composed += 1;
    this.#entries.push({ id, c, content, order: this.#composed, attempts: 0, refusals: 0 });
    this.pump();
  }

  /** Tries the first of each lane, again if need be. */
  pump(): void {
    const tried = new Set<string>();
    for (const entry of this.#entries) {
      if (tried.has(entry.c) || entry.attempts >= triesInLane) continue;
      tried.add(entry.c);
      entry.attempts += 1;
      this.#send({ id: entry.id, c: entry.c, content: entry.content });
    }
  }

  /** An answer came, perhaps to one of these. */
  take(answer: Answer): void {
    if (answer.kind !== 'sent' && answer.kind !== 'notFound') return;
    const entry = this.#entries.find(({ id }) => id === answer.id);
    if (!entry) return;
    if (answer.kind === 'sent') {
      const { epoch, stored } = answer.body;
      const isInLane = entry.attempts < triesInLane;
      this.acknowledged.set(entry.id, {
        epoch,
        c: entry.c,
        id: entry.id,
        seq: stored.seq,
        order: entry.order,
        isInLane,
      });
    } else {
      entry.refusals += 1;
      if (entry.refusals < entry.attempts) return; // an attempt is still out: it may have been stored
      this.refused.push(entry);
    }
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}
