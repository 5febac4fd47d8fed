import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { isAhead } from './compare.ts';
import type { OpenStates } from './open-states.ts';
import { createScale, fill, isWithin, type Slice, type SyncAnswer, type SyncRequest, sliceOf } from './slice.ts';
import type { Standing, StandingRepository } from './standing.repository.ts';

/** One device's question. */
export interface SyncAsked {
  readonly userId: string;
  readonly request: SyncRequest;
  /** About how many bytes the answer may have. */
  readonly room: number;
}

type Standings = ReadonlyMap<string, Standing>;

/** What a device is told, and where its owner stands. */
export interface Compared extends Pick<SyncAnswer, 'epoch' | 'conversations' | 'gone' | 'coveredUpTo'> {
  readonly byId: Standings;
}

/** What became of a question: `ahead` where the device knows another life of the database than this one. */
export type Comparison = Compared | { readonly ahead: true; readonly epoch: string };

/** Lines of several people's lists, each in one statement, by whose they are. */
export interface NamedSummaries {
  named(
    lines: readonly { readonly userId: string; readonly conversationId: string }[],
    tx: Tx,
  ): Promise<ReadonlyMap<string, readonly ConversationSummary[]>>;
}

interface Deps {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly standings: StandingRepository;
  readonly openStates: OpenStates;
  readonly summaries: NamedSummaries;
}

/** A question that can be answered: nothing in it is from another life. */
interface Going extends SyncAsked {
  readonly byId: Standings;
  readonly slice: Slice;
}

/**
 * Compares what devices hold with what is: one snapshot and a constant number of statements, however many devices ask and
 * however much they hold. Each is told of its own user alone; one that must start anew does not hold up the others.
 */
export function createComparison({ db, epochs, standings, openStates, summaries }: Deps) {
  async function compareIn(tx: Tx, asked: readonly SyncAsked[]): Promise<Comparison[]> {
    const epoch = await epochs.current(tx);
    const mine = await standings.standings(asked.map(standingAsked), tx);
    const judged = asked.map((one, nth) => judge(one, mine[nth] ?? [], epoch));
    const going = judged.filter((one) => one !== null);
    const lines = await summaries.named(linesOf(going), tx);
    const states = await openStates(
      tx,
      epoch,
      going.map(({ userId, request, room, byId }) => ({ userId, open: request.open, room, standings: byId })),
    );

    const weigh = createScale();
    const filled = going.map(({ slice, ...one }, nth) => {
      const own = new Map((lines.get(one.userId) ?? []).map((line) => [line.conversation.id, line]));
      return { ...one, ...fill(slice, own, states[nth] ?? new Map(), one.room, weigh) };
    });
    const gone = await goneOf(tx, filled);
    const compared = filled.map(
      ({ byId, conversations, coveredUpTo }, nth): Compared => ({
        epoch,
        byId,
        conversations,
        coveredUpTo,
        gone: gone[nth] ?? [],
      }),
    );
    return judged.map((one) => (one === null ? undefined : compared.shift()) ?? { ahead: true, epoch });
  }

  /** What devices hold or ask for and is not their user's (any more). Where no end is known, it ended where it began. */
  async function goneOf(
    tx: Tx,
    filled: readonly (SyncAsked & { readonly byId: Standings; readonly coveredUpTo: string | null })[],
  ): Promise<SyncAnswer['gone'][]> {
    const begun = filled.map(({ request: { heads, open, ask, after, upTo }, byId, coveredUpTo }) => {
      const covered = heads.filter(({ c }) => isWithin(c, { after, upTo: coveredUpTo ?? upTo }));
      const since = new Map<string, number>();
      for (const c of ask) if (!byId.has(c)) since.set(c, 0);
      for (const { c, joinedSeq } of [...open, ...covered]) if (!byId.has(c)) since.set(c, joinedSeq);
      return [...since];
    });
    const asked = filled.flatMap(({ userId }, nth) =>
      (begun[nth] ?? []).map(([conversationId]) => ({ userId, conversationId })),
    );
    const ends = [...(await standings.departures(asked, tx))];
    return begun.map((since) => since.map(([c, joinedSeq]) => ({ c, seq: ends.shift() ?? joinedSeq })));
  }

  return (asked: readonly SyncAsked[]): Promise<Comparison[]> =>
    db.transaction((tx) => compareIn(tx, asked), { snapshot: true });
}

const standingAsked = ({ userId, request: { after, upTo, open, ask } }: SyncAsked) => ({
  userId,
  after,
  upTo,
  named: [...open.map(({ c }) => c), ...ask],
});

/** null: the device knows another life of the database. */
function judge(asked: SyncAsked, mine: readonly Standing[], epoch: string): Going | null {
  const { request } = asked;
  const byId = new Map(mine.map((standing) => [standing.conversationId, standing]));
  const ahead = [...request.heads, ...request.open].some((held) => isAhead(held, byId.get(held.c)));
  if (ahead || (request.epoch !== null && request.epoch !== epoch)) return null;
  return { ...asked, byId, slice: sliceOf(request, mine) };
}

/** Two devices of one person read a line together. */
function linesOf(going: readonly Going[]) {
  const lines = going.flatMap(({ userId, slice }) =>
    [...slice.named, ...slice.lines].map((conversationId) => ({ userId, conversationId })),
  );
  return [...new Map(lines.map((line) => [`${line.userId} ${line.conversationId}`, line])).values()];
}
