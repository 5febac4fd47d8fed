import type { OpenHead, OpenState } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { RangeRead } from '../log/changes.repository.ts';
import type { Log } from '../log/log.ts';
import { readPages } from '../messages/page.repository.ts';
import { continuationOf } from './compare.ts';
import type { Standing, StandingRepository } from './standing.repository.ts';

/** Somebody with conversations held open, and where he stands in his own. */
interface OpenAsked {
  readonly userId: string;
  readonly open: readonly OpenHead[];
  readonly room: number;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** In the order of asking: how each one's open conversations go on, by their ids. */
export type OpenStates = (
  tx: Tx,
  epoch: string,
  asked: readonly OpenAsked[],
) => Promise<readonly ReadonlyMap<string, OpenState>[]>;

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly standings: StandingRepository;
}

/** One open conversation of one who asks. */
interface Opened {
  readonly nth: number;
  readonly userId: string;
  readonly standing: Standing;
  readonly goesOn: ReturnType<typeof continuationOf>;
  readonly bytes: number;
}

/** One that goes on after its cursor. */
type Continued = Opened & { readonly from: number; readonly upTo: number };

// Most of an answer may go to timelines; the rest is for the lines of the list.
const timelineShare = 0.6;

/** Open conversations share the room of an answer; what does not fit comes with the next question. */
function openedOf({ userId, open, room, standings }: OpenAsked, nth: number): Opened[] {
  const known = [...new Map(open.map((one) => [one.c, one])).values()].flatMap((one) => {
    const standing = standings.get(one.c);
    return standing ? [{ standing, goesOn: continuationOf(one, standing) }] : [];
  });
  const bytes = Math.floor((room * timelineShare) / Math.max(1, known.length));
  return known.map((one) => ({ nth, userId, bytes, ...one }));
}

const idsOf = (opened: readonly Opened[]) => [...new Set(opened.map(({ standing }) => standing.conversationId))];

/** Four statements, however many ask and however many are open; those who ask alike share what is read. */
export function createOpenStates({ db, log, standings: repository }: Deps): OpenStates {
  async function startAnew(tx: Tx, epoch: string, fresh: readonly Opened[]): Promise<OpenState[]> {
    const asked = fresh.map(({ userId, standing: { conversationId }, bytes }) => ({
      userId,
      conversationId,
      pivot: Number.MAX_SAFE_INTEGER,
      older: limits.pageDefault,
      newer: 0,
      bytes,
    }));
    const pages = await readPages(db, asked, tx);
    const people = await repository.participants(idsOf(fresh), tx);
    return fresh.map(({ standing: { conversationId } }, index) => {
      const page = pages[index];
      if (!page) throw new Error('somebody left within a snapshot');
      const participants = [...(people.get(conversationId) ?? [])];
      return {
        kind: 'fresh',
        upTo: page.upTo,
        participants,
        page: { epoch, ...page, messages: [...page.messages] },
      };
    });
  }

  async function continueAfter(tx: Tx, continued: readonly Continued[]): Promise<OpenState[]> {
    const asked = continued.map(({ standing: { conversationId, visibleFromSeq }, from, upTo, bytes }) => ({
      conversationId,
      visibleFromSeq,
      from,
      upTo,
      bytes,
    }));
    const ranges = await log.ranges(asked, tx);
    const marks = await repository.marksOf(idsOf(continued), tx);
    const told = new Map<RangeRead, OpenState>();
    return continued.map(({ standing: { conversationId, seq } }, index) => {
      const range = ranges[index];
      if (!range) throw new Error('a range without an answer');
      // Who asked alike was given the same range, and is told the very same: it is weighed and checked once for all.
      const known = told.get(range);
      if (known) return known;
      const { from, upTo, changes } = range;
      const present = [...(marks.get(conversationId) ?? [])];
      const state: OpenState = { kind: 'changes', from, upTo, more: upTo < seq, changes: [...changes], marks: present };
      told.set(range, state);
      return state;
    });
  }

  return async (tx, epoch, asked) => {
    const opened = asked.flatMap(openedOf);
    const fresh = opened.filter(({ goesOn }) => goesOn.kind === 'fresh');
    const continued = opened.flatMap((one) => (one.goesOn.kind === 'changes' ? [{ ...one, ...one.goesOn }] : []));
    const told = [...(await startAnew(tx, epoch, fresh)), ...(await continueAfter(tx, continued))];
    const states = asked.map(() => new Map<string, OpenState>());
    [...fresh, ...continued].forEach(({ nth, standing }, index) => {
      const state = told[index];
      if (state) states[nth]?.set(standing.conversationId, state);
    });
    return states;
  };
}
