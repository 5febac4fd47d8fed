import { asBegun } from '@parley/shared/models/conversation.ts';
import { announce, type Emit, sweep } from './announcer.ts';
import { meOf, pageOf, stampOf, summaryOf, visibleTo } from './reading.ts';
import {
  asParticipant,
  type Committed,
  type Database,
  memberOf,
  momentOf,
  presentIn,
  type Row,
  type Stored,
  Transaction,
} from './record.ts';
import { type HeadsBody, headsOf, mineIn, onwardOf, type SyncBody, syncOf } from './syncing.ts';
import type { Answer, Request } from './wire.ts';

/** Service, database and two nodes, as far as the protocol of delivery goes. */
export class Server {
  database: Database = { epoch: 'epoch-1', conversations: new Map() };
  readonly #emit: Emit;
  readonly #nodes: readonly [Committed[], Committed[]] = [[], []];
  #backup: Database | null = null;
  #tick = 0;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** A conversation that is there from the beginning. */
  create(id: string, kind: 'direct' | 'group', userIds: readonly string[]): void {
    const [createdBy = ''] = userIds;
    const at = momentOf(0);
    this.database.conversations.set(id, {
      id,
      seq: 0,
      conversation: { id, kind, title: kind === 'group' ? id : null, createdBy, createdAt: at, rev: 0, ...asBegun },
      membershipVersion: 0,
      lastChangeAt: at,
      logFloor: 0,
      announced: 0,
      rows: new Map(),
      messages: new Map(),
      versions: new Map(),
      removed: new Map(),
      log: [],
    });
    for (const userId of userIds)
      this.change(0, id, (tx) => tx.join(userId, userId === createdBy ? 'owner' : 'member', true));
  }

  /** One transaction of a node. */
  change(node: number, c: string, work: (tx: Transaction, stored: Stored) => void): void {
    const stored = this.stored(c);
    this.#tick += 1;
    const tx = new Transaction(stored, momentOf(this.#tick));
    work(tx, stored);
    const committed = tx.commit(this.database.epoch);
    if (committed) this.#pendingOf(node).push(committed);
  }

  /** The conversation with this id: the model makes none later. */
  stored(c: string): Stored {
    const stored = this.database.conversations.get(c);
    if (!stored) throw new Error(`no conversation ${c}`);
    return stored;
  }

  #pendingOf(node: number): Committed[] {
    return this.#nodes[node % 2 === 0 ? 0 : 1];
  }

  /** Announces up to `atMost` transactions of a node in one frame. */
  announce(node: number, atMost: number): void {
    announce(this.#pendingOf(node), atMost, this.database, this.#emit);
  }

  /** Everything that waits to be announced. */
  announceAll(): void {
    for (const pending of this.#nodes) while (pending.length > 0) announce(pending, 2, this.database, this.#emit);
  }

  /** A node dies between commit and announcement. */
  crash(node: number): void {
    this.#pendingOf(node).length = 0;
  }

  /** What is left unannounced, from the log. */
  sweep(): void {
    for (const stored of this.database.conversations.values()) sweep(this.database, stored, this.#emit);
  }

  /** Takes a copy of the database. */
  backUp(): void {
    this.#backup = structuredClone(this.database);
  }

  /** Goes back to the copy, under a new epoch. */
  restore(): void {
    if (!this.#backup) return;
    const epoch = `epoch-${Number(this.database.epoch.slice(6)) + 1}`;
    this.database = { ...structuredClone(this.#backup), epoch };
  }

  /** Someone goes, and is told. */
  remove(node: number, c: string, userId: string): void {
    this.change(node, c, (tx, stored) => {
      const row = memberOf(stored, userId);
      if (!row) return;
      const seq = tx.leave(row);
      this.#emit(userId, { name: 'membership.ended', payload: { epoch: this.database.epoch, c, seq } });
    });
  }

  /** Several sends to one conversation, gathered into one transaction; the answers in their order. */
  post(node: number, requests: readonly Request[]): readonly Answer[] {
    const sends = requests.flatMap(({ userId, ask }) => (ask.kind === 'send' ? [{ userId, ask }] : []));
    const [first] = sends;
    if (!first) return [];
    const { c } = first.ask;
    this.change(node, c, (tx, stored) => {
      for (const { userId, ask } of sends) {
        if (memberOf(stored, userId) && !stored.messages.has(ask.id) && !stored.removed.has(ask.id))
          tx.say(ask.id, userId, ask.content);
      }
    });
    const stored = this.stored(c);
    return sends.map(({ userId, ask: { id } }): Answer => {
      const message = stored.messages.get(id);
      const row = memberOf(stored, userId);
      const stamp = row
        ? stampOf(this.database.epoch, stored, row)
        : { epoch: this.database.epoch, asOf: stored.seq, joinedSeq: 0 };
      const gone = stored.removed.get(id);
      if (gone) return { kind: 'sent', c, id, body: { ...stamp, stored: { ...gone, id }, message: null } };
      if (!message) return { kind: 'notFound', c, id };
      const mayRead = row && message.seq >= row.visibleFromSeq;
      const body = {
        ...stamp,
        stored: { id, seq: message.seq, createdAt: message.createdAt },
        message: mayRead ? message : null,
      };
      return { kind: 'sent', c, id, body };
    });
  }

  /** A message of mine is edited or deleted; null when that may not be. */
  touch(node: number, userId: string, c: string, index: number, content: string | null): Answer | null {
    const stored = this.stored(c);
    const row = memberOf(stored, userId);
    const mine = row
      ? visibleTo(stored, row).filter((one) => one.senderId === userId && one.kind === 'text' && !one.deletedAt)
      : [];
    const message = mine[index % Math.max(1, mine.length)];
    if (!row || !message) return null;
    this.change(node, c, (tx) => tx.touch(message, content));
    const now = stored.messages.get(message.id) ?? message;
    return { kind: 'changed', c, body: { ...stampOf(this.database.epoch, stored, row), message: now } };
  }

  #advance(stored: Stored, row: Row, deliveredSeq: number, readSeq: number): void {
    const delivered = Math.max(row.deliveredSeq, Math.min(stored.seq, Math.max(deliveredSeq, readSeq)));
    const read = Math.max(row.readSeq, Math.min(stored.seq, readSeq));
    if (delivered === row.deliveredSeq && read === row.readSeq) return;
    row.deliveredSeq = delivered;
    row.readSeq = read;
    row.rowVersion += 1;
    const { epoch } = this.database;
    const marks = [{ userId: row.userId, deliveredSeq: delivered, readSeq: read }];
    for (const { userId } of presentIn(stored))
      this.#emit(userId, { name: 'receipt', payload: { epoch, c: stored.id, marks } });
    this.#emit(row.userId, { name: 'inbox', payload: { epoch, c: stored.id, me: meOf(stored, row) } });
  }

  #mark(stored: Stored, row: Row, seq: number | null): void {
    const mark = seq === null ? null : Math.min(Math.max(seq, row.visibleFromSeq, 1), stored.seq);
    if (mark === row.unreadMarkSeq) return;
    row.unreadMarkSeq = mark;
    row.rowVersion += 1;
    const payload = { epoch: this.database.epoch, c: stored.id, me: meOf(stored, row) };
    this.#emit(row.userId, { name: 'inbox', payload });
  }

  /** What a request is answered; sends are gathered by `post`. */
  answer(node: number, request: Request): Answer | null {
    const { userId, ask } = request;
    if (ask.kind === 'send') return this.post(node, [request])[0] ?? null;
    if (ask.kind === 'sync') return this.#sync(userId, ask.body);
    if (ask.kind === 'heads') return this.#heads(userId, ask.body);
    const { epoch } = this.database;
    if (ask.kind === 'list') {
      const conversations = mineIn(this.database, userId).map(([stored, row]) => summaryOf(stored, row));
      return { kind: 'list', body: { epoch, conversations, next: null } };
    }
    const stored = this.stored(ask.c);
    const row = memberOf(stored, userId);
    if (!row) return { kind: 'notFound', c: ask.c, id: null };
    const { c } = ask;
    if (ask.kind === 'page')
      return { kind: 'page', c, ticket: ask.ticket, body: pageOf(epoch, stored, row, ask.query) };
    const stamp = stampOf(epoch, stored, row);
    if (ask.kind === 'details') {
      const participants = [...stored.rows.values()].map(asParticipant);
      return { kind: 'details', c, body: { ...stamp, summary: summaryOf(stored, row), participants } };
    }
    if (ask.kind === 'mark') {
      this.#mark(stored, row, ask.seq);
      return { kind: 'mine', c, body: { ...stamp, me: meOf(stored, row) } };
    }
    if (ask.epoch !== epoch) return { kind: 'epochChanged' };
    if (ask.kind === 'receipt') {
      this.#advance(stored, row, ask.readSeq, ask.readSeq);
      const { readSeq, deliveredSeq, unreadMarkSeq, rowVersion, unread } = meOf(stored, row);
      return { kind: 'receipt', c, body: { ...stamp, readSeq, deliveredSeq, unreadMarkSeq, rowVersion, unread } };
    }
    const onward = onwardOf(stored, row, ask.afterSeq);
    return { kind: 'changes', c, body: onward ? { ...stamp, limited: false, ...onward } : { ...stamp, limited: true } };
  }

  #sync(userId: string, body: SyncBody): Answer {
    if (body.epoch !== null && body.epoch !== this.database.epoch) return { kind: 'epochChanged' };
    const answer = syncOf(this.database, userId, body, momentOf(this.#tick));
    for (const [stored, row] of mineIn(this.database, userId)) {
      const head = body.heads.find(({ c, joinedSeq }) => c === stored.id && joinedSeq === row.joinedSeq);
      if (head) this.#advance(stored, row, head.cursor, 0);
    }
    return { kind: 'sync', body: answer };
  }

  #heads(userId: string, body: HeadsBody): Answer {
    if (body.epoch !== this.database.epoch) return { kind: 'epochChanged' };
    return { kind: 'heads', body: headsOf(this.database, userId, body) };
  }
}
