import type { Call } from '../calls/call.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import { ApiError } from '../failure.ts';
import type { Clock, OutboxStorage } from '../ports.ts';
import { createBook } from './book.ts';
import type { DeliveryListener } from './delivery.ts';
import type { Draft } from './drafts.ts';
import { type Amendment, mayBeSent, type OutboxEntry } from './entry.ts';
import { createLanes } from './lanes.ts';
import type { Stages } from './stages.ts';

/**
 * What one user has written and the server has not confirmed: write it down, send it, cross it out. Nothing a person wrote
 * is given up by itself; entries leave by being on the record, or by their author's hand.
 */
export interface Outbox {
  /** Resolves once it is on disk. The same id and words again are the same message; other words are another. */
  enqueue(message: Draft & { readonly conversationId: string }): Promise<void>;
  retry(entryId: string): Promise<void>;
  discard(entryId: string): Promise<void>;
  edit(entryId: string, content: string): Promise<void>;
  discardAll(): Promise<void>;
  /** Looks for work: after signing in again, or when this tab became the one that sends. */
  wake(): void;
  /** A good sign came, such as a connection: what waits is tried now. */
  hurry(): void;
  /** Reads what other tabs have written. */
  reload(): Promise<void>;
  stop(): void;
}

interface OutboxDeps {
  readonly userId: string;
  readonly storage: OutboxStorage;
  readonly call: Call;
  readonly clock: Clock;
  readonly limiter: Pick<RateLimiter, 'waitFor'>;
  readonly stages: Pick<Stages, 'written' | 'reached'>;
  readonly newId: () => string;
  readonly listener: DeliveryListener;
  readonly maySend: () => boolean;
  readonly reachable: () => boolean;
  /** How far the server's clock is ahead of this device's; null while it is not known. */
  readonly skewMs: () => number | null;
  readonly changed: (entries: readonly OutboxEntry[]) => void;
  /** Something was written that other tabs should read. */
  readonly written: () => void;
}

/** Opens a user's outbox with what is on disk, and begins to send. */
export async function openOutbox(deps: OutboxDeps): Promise<Outbox> {
  const { clock, stages, newId, listener } = deps;
  const book = createBook(deps);
  const enqueued = new Map<string, Promise<void>>();
  const parted = new Map<string, string>();

  /** An id for words that came under another message's: the same words get the same, whoever has them twice. */
  function idOfItsOwn({ id, content }: Pick<OutboxEntry, 'id' | 'content'>): string {
    const key = `${id} ${content}`;
    const own = parted.get(key) ?? newId();
    parted.set(key, own);
    return own;
  }

  const lanes = createLanes({
    ...deps,
    book,
    idOfItsOwn,
    firstTry: ({ id }) => stages.reached('sent', id),
    listener: {
      amended: listener.amended,
      sent(entry, answer) {
        stages.reached('acknowledged', entry.id);
        listener.sent(entry, answer);
      },
    },
  });

  /** As it is on disk: another tab may have begun to send it a moment ago. */
  async function entryOf(id: string): Promise<OutboxEntry> {
    await book.load();
    const entry = book.get(id);
    if (!entry) throw new ApiError('NOT_FOUND', 'local');
    return entry;
  }

  /** Does it until it is done to what is there: what another tab has changed meanwhile is looked at anew. */
  async function until(id: string, attempt: (entry: OutboxEntry) => Promise<boolean>): Promise<void> {
    while (!(await attempt(await entryOf(id))));
  }

  const isFree = (entry: OutboxEntry): boolean => !mayBeSent(entry) && !lanes.isTrying(entry.id);

  /** By the server's clock, where it is known: this device's may be put right before the words can be sent. */
  function writtenNow(): Pick<OutboxEntry, 'composedAt' | 'claim'> {
    const composedAt = clock.now();
    const skew = deps.skewMs();
    return { composedAt, claim: skew === null ? null : composedAt + skew };
  }

  async function write({ id, conversationId, content }: Draft & { conversationId: string }): Promise<void> {
    stages.written(id, conversationId);
    const entry = {
      id,
      conversationId,
      content,
      ...writtenNow(),
      attempts: [],
      failure: null,
      amendment: null,
    };
    await book.add({ ...entry, status: 'queued' });
    stages.reached('durable', id);
    await separate().catch(() => undefined);
    lanes.wake(conversationId);
  }

  /** Waits for the verdict on the message itself; what failed is asked about again. */
  async function amend(entry: OutboxEntry, amendment: Amendment): Promise<boolean> {
    const status = entry.status === 'failed' ? 'queued' : entry.status;
    const isDone = await book.write({ ...entry, status, amendment });
    if (!lanes.isTrying(entry.id)) lanes.hurry(entry.id);
    return isDone;
  }

  async function edit(entry: OutboxEntry, content: string): Promise<boolean> {
    if (!isFree(entry)) return amend(entry, { kind: 'edit', content });
    // Other words, written now: it would be no truth that they were written then.
    const written = { content, ...writtenNow() };
    if (entry.status === 'queued') return book.write({ ...entry, ...written });
    const again = { ...entry, ...written, id: newId(), attempts: [], status: 'queued' as const, failure: null };
    return book.move(entry, again);
  }

  async function discard(entry: OutboxEntry): Promise<boolean> {
    // Asked for twice, it is given up although an earlier try may still arrive: its author knows.
    const isInsistent = entry.amendment?.kind === 'delete' && !lanes.isTrying(entry.id);
    return isFree(entry) || isInsistent ? book.remove(entry) : amend(entry, { kind: 'delete' });
  }

  /** Composed anew, as far as its place in the lane is concerned: others have passed it meanwhile. */
  const requeue = async (entry: OutboxEntry): Promise<boolean> =>
    entry.status !== 'failed' || book.move(entry, { ...entry, status: 'queued', failure: null, nextTryAt: null });

  /** Two tabs sent what had begun as one draft, with other words: two messages, and the later gets an id of its own. */
  async function separate(): Promise<void> {
    // One tab alone, or two would give the same words two ids.
    if (!deps.maySend()) return;
    const words = new Map<string, string>();
    for (const entry of book.all()) {
      const first = words.get(entry.id) ?? entry.content;
      words.set(entry.id, first);
      if (first !== entry.content && !mayBeSent(entry)) await book.write({ ...entry, id: idOfItsOwn(entry) });
    }
  }

  await book
    .load()
    .then(separate)
    .catch(() => undefined);
  lanes.wake();

  return {
    enqueue(message) {
      const { id, content } = message;
      const key = `${id} ${content}`;
      const isHere = book.all().some((entry) => entry.id === id && entry.content === content);
      const known = enqueued.get(key) ?? (isHere && Promise.resolve());
      if (known) return known;
      const writing = write(message);
      enqueued.set(key, writing);
      writing.catch(() => enqueued.delete(key));
      return writing;
    },
    async retry(id) {
      await lanes.hold(id, () => until(id, requeue));
      lanes.hurry(id);
    },
    discard: (id) => lanes.hold(id, () => until(id, discard)),
    edit: (id, content) => lanes.hold(id, () => until(id, (entry) => edit(entry, content))),
    async discardAll() {
      await book.load();
      for (const entry of book.all()) await book.remove(entry);
    },
    wake: () => lanes.wake(),
    hurry: () => lanes.hurry(),
    async reload() {
      try {
        await book.load();
        await separate();
      } finally {
        // What is in memory is not kept back by a disk that cannot be read.
        lanes.wake();
      }
    },
    stop: () => lanes.stop(),
  };
}
