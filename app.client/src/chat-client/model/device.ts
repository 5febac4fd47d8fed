import { digestOf } from '@parley/shared/digest.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import { bothWant, type Known, type Reader, type Step, type Wants } from '../timeline/known.ts';
import { type Disk, emptyDisk, recalled, saved } from './disk.ts';
import { Outbox } from './outbox.ts';
import type { PageQuery } from './reading.ts';
import type { Reducers } from './reducers.ts';
import type { Answer, Ask, Push } from './wire.ts';

/**
 * A device: the smallest engine that can drive the real functions of the timeline. It keeps what they want, asks when its
 * timers fire, and drops answers to what it asked in an earlier life (before it learned that the epoch had changed).
 */
export class Device {
  readonly name: string;
  readonly userId: string;
  life = 1;
  reader: Reader | null = null;
  readonly known = new Map<string, Known>();
  readonly held: Set<string>;
  readonly wanted = new Map<string, Wants>();
  wantsSync = true;
  /** What it has written down of what it read. */
  disk: Disk = emptyDisk;
  readonly outbox: Outbox;
  readonly #reducers: Reducers;
  readonly #ask: (device: Device, ask: Ask) => void;
  #ticket = 0;

  constructor(
    name: string,
    userId: string,
    held: readonly string[],
    reducers: Reducers,
    ask: (device: Device, ask: Ask) => void,
  ) {
    this.name = name;
    this.userId = userId;
    this.held = new Set(held);
    this.#reducers = reducers;
    this.#ask = ask;
    this.outbox = new Outbox((entry) => ask(this, { kind: 'send', ...entry }));
  }

  #step(c: string, work: (state: Known, reader: Reader) => Step<Known | null>): void {
    const state = this.known.get(c);
    if (!state || !this.reader) {
      this.wantsSync = true;
      return;
    }
    const { state: next, wants } = work(state, this.reader);
    if (next) this.known.set(c, next);
    else this.known.delete(c);
    if (wants.sync) this.wantsSync = true;
    this.wanted.set(c, bothWant(this.wanted.get(c) ?? {}, wants));
  }

  /** The record was restored: nothing that was known has a meaning any more. */
  #startAnew(): void {
    this.life += 1;
    this.reader = null;
    this.known.clear();
    this.wanted.clear();
    this.wantsSync = true;
  }

  /** Writes down what it has read. */
  save(): void {
    if (this.reader) this.disk = saved(this.disk, this.reader.epoch, this.known);
  }

  /** The page is loaded anew: what is on the disk is all that is left, and what was asked before is answered in vain. */
  restart(): void {
    this.#startAnew();
    const { epoch, conversations } = this.disk;
    if (epoch === null) return;
    this.reader = { epoch, userId: this.userId };
    for (const [c, { summary }] of conversations) this.known.set(c, recalled(summary));
    for (const c of this.held) if (this.known.has(c)) this.#step(c, (state) => this.#reducers.holdOpen(state));
  }

  /** The disk has answered, sooner or later. */
  remember(c: string): void {
    const stretch = this.disk.conversations.get(c)?.stretch;
    if (stretch && this.known.has(c)) this.#step(c, (state, reader) => this.#reducers.remember(state, stretch, reader));
  }

  /** Holds a conversation open from now on, or lets it go. */
  toggle(c: string): void {
    const isHeld = this.held.delete(c);
    if (!isHeld) this.held.add(c);
    const state = this.known.get(c);
    if (!state) return;
    if (isHeld) this.known.set(c, this.#reducers.letGo(state));
    else this.#step(c, (known) => this.#reducers.holdOpen(known));
  }

  /** Something came over the socket. */
  receive({ name, payload }: Push): void {
    if (this.reader && payload.epoch !== this.reader.epoch) this.wantsSync = true;
    if (name === 'event') this.#step(payload.c, (state, reader) => this.#reducers.applyFrame(state, payload, reader));
    if (name === 'receipt') this.#step(payload.c, (state, reader) => this.#reducers.applyMarks(state, payload, reader));
    if (name === 'inbox') this.#step(payload.c, (state, reader) => this.#reducers.applyInbox(state, payload, reader));
    if (name === 'membership.ended' && this.known.has(payload.c))
      this.#step(payload.c, (state, reader) => this.#reducers.membershipEnded(state, payload, reader));
  }

  #list(epoch: string, summary: ConversationSummary): void {
    const c = summary.conversation.id;
    if (!this.known.has(c)) this.known.set(c, { summary, participants: new Map(), timeline: null, savedAt: null });
    else this.#step(c, (state, reader) => this.#reducers.applySummary(state, epoch, summary, reader));
    if (this.held.has(c)) this.#step(c, (state) => this.#reducers.holdOpen(state));
  }

  /** An answer came. */
  take(life: number, answer: Answer): void {
    this.outbox.take(answer);
    if (life !== this.life) return;
    if (answer.kind === 'epochChanged') {
      this.#startAnew();
      return;
    }
    if (answer.kind === 'notFound') {
      this.wantsSync = true;
      return;
    }
    if (answer.kind === 'sync') {
      this.#synced(answer.body);
      return;
    }
    if (answer.kind === 'list') {
      if (answer.body.epoch !== this.reader?.epoch) return;
      for (const summary of answer.body.conversations) this.#list(answer.body.epoch, summary);
      return;
    }
    if (answer.kind === 'heads') {
      if (answer.body?.differs) this.wantsSync = true;
      for (const { c, marks } of answer.body?.receipts ?? []) {
        const epoch = answer.body?.epoch ?? '';
        this.#step(c, (state, reader) => this.#reducers.applyMarks(state, { epoch, marks }, reader));
      }
      return;
    }
    this.#step(answer.c, (state, reader) => {
      if (answer.kind === 'changes') return this.#reducers.applyChanges(state, answer.body, reader);
      if (answer.kind === 'page') return this.#reducers.applyPage(state, answer.ticket, answer.body, reader);
      if (answer.kind === 'receipt') return this.#reducers.applyReceiptAnswer(state, answer.body, reader);
      if (answer.kind === 'mine') return this.#reducers.applyInbox(state, answer.body, reader);
      if (answer.kind === 'details') return this.#reducers.applyConversationAnswer(state, answer.body, reader);
      return this.#reducers.applyOwnAnswer(state, answer.body, reader);
    });
  }

  #synced({ epoch, conversations, gone }: Extract<Answer, { kind: 'sync' }>['body']): void {
    this.reader ??= { epoch, userId: this.userId };
    if (epoch !== this.reader.epoch) {
      this.wantsSync = true;
      return;
    }
    for (const synced of conversations) {
      const c = synced.summary.conversation.id;
      if (!this.known.has(c)) this.#list(epoch, synced.summary);
      this.#step(c, (state, reader) => this.#reducers.applySynced(state, epoch, synced, reader));
    }
    for (const { c, seq } of gone) {
      if (this.known.has(c))
        this.#step(c, (state, reader) => this.#reducers.membershipEnded(state, { epoch, seq }, reader));
    }
  }

  /** Asks for what is wanted. */
  fireTimers(): void {
    const wanted = [...this.wanted];
    this.wanted.clear();
    if (this.wantsSync || wanted.some(([, { fresh, summary }]) => fresh || summary)) {
      this.sync(wanted.flatMap(([c, { summary }]) => (summary ? [c] : [])));
    }
    this.wantsSync = false;
    for (const [c, { changes }] of wanted) {
      const timeline = this.known.get(c)?.timeline;
      if (!changes || !timeline || timeline.awaitsFresh || !this.reader) continue;
      this.#ask(this, { kind: 'changes', c, epoch: this.reader.epoch, afterSeq: timeline.cursor });
    }
  }

  /** Compares all that is known with what is. */
  sync(ask: readonly string[] = []): void {
    const states = [...this.known.values()];
    const open = states.flatMap((state) => this.#reducers.openHeadOf(state) ?? []);
    const heads = states.map((state) => this.#reducers.headOf(state));
    const epoch = this.reader?.epoch ?? null;
    this.#ask(this, { kind: 'sync', body: { epoch, after: null, upTo: null, heads, open, ask: [...ask] } });
  }

  /** The quiet check. */
  checkHeads(): void {
    if (!this.reader) {
      this.sync();
      return;
    }
    const states = [...this.known.values()];
    const digest = digestOf(states.map((state) => this.#reducers.digestEntryOf(state)));
    const open = states.flatMap((state) =>
      state.timeline ? [{ c: state.summary.conversation.id, receipts: this.#reducers.receiptsOf(state) }] : [],
    );
    this.#ask(this, { kind: 'heads', body: { epoch: this.reader.epoch, digest, open } });
  }

  /** Asks for a page of history. */
  askPage(c: string, query: PageQuery): void {
    const state = this.known.get(c);
    if (!state?.timeline || state.timeline.awaitsFresh) return;
    this.#ticket += 1;
    this.known.set(c, this.#reducers.askPage(state, this.#ticket));
    this.#ask(this, { kind: 'page', c, ticket: this.#ticket, query });
  }

  /** Gives up the pages that are on their way: they took too long. */
  giveUpPages(c: string): void {
    const state = this.known.get(c);
    if (!state?.timeline) return;
    this.known.set(
      c,
      state.timeline.tickets.reduce((next, ticket) => this.#reducers.pageFailed(next, ticket), state),
    );
  }

  /** "Unread from here on", or no more. */
  mark(c: string, seq: number | null): void {
    if (this.reader) this.#ask(this, { kind: 'mark', c, seq });
  }

  /** "Seen up to here." */
  read(c: string, seq: number): void {
    if (this.reader) this.#ask(this, { kind: 'receipt', c, epoch: this.reader.epoch, readSeq: seq });
  }
}
