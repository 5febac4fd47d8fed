import type { OpenHead, OpenState } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Log } from '../log/log.ts';
import { readPages } from '../messages/page.repository.ts';
import { continuationOf } from './compare.ts';
import type { Standing, StandingRepository } from './standing.repository.ts';

/** How each open conversation goes on, by its id; in four statements, however many are open. */
export type OpenStates = (
  tx: Tx,
  userId: string,
  epoch: string,
  open: readonly OpenHead[],
  standings: ReadonlyMap<string, Standing>,
) => Promise<ReadonlyMap<string, OpenState>>;

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly standings: StandingRepository;
}

// Most of an answer may go to timelines; the rest is for the lines of the list.
const timelineBytes = limits.syncAnswerBytes * 0.6;

/** Open conversations share the room of an answer; what does not fit comes with the next question. */
export function createOpenStates({ db, log, standings: repository }: Deps): OpenStates {
  return async (tx, userId, epoch, open, standings) => {
    const known = [...new Map(open.map((one) => [one.c, one])).values()].flatMap((one) => {
      const standing = standings.get(one.c);
      return standing ? [{ standing, goesOn: continuationOf(one, standing) }] : [];
    });
    const bytes = Math.floor(timelineBytes / Math.max(1, known.length));
    const fresh = known.filter(({ goesOn }) => goesOn.kind === 'fresh').map(({ standing }) => standing.conversationId);

    const pages = await readPages(
      db,
      userId,
      fresh.map((conversationId) => ({
        conversationId,
        pivot: Number.MAX_SAFE_INTEGER,
        older: limits.pageDefault,
        newer: 0,
        bytes,
      })),
      tx,
    );
    const people = await repository.participants(fresh, tx);
    const asked = known.flatMap(({ standing: { conversationId, visibleFromSeq }, goesOn }) =>
      goesOn.kind === 'changes'
        ? [{ conversationId, visibleFromSeq, from: goesOn.from, upTo: goesOn.upTo, bytes }]
        : [],
    );
    const ranges = await log.ranges(asked, tx);
    const marks = await repository.marks(userId, [...ranges.keys()], tx);

    const states = new Map<string, OpenState>();
    for (const { conversationId, seq } of known.map(({ standing }) => standing)) {
      const range = ranges.get(conversationId);
      const page = pages.get(conversationId);
      if (range) {
        const { from, upTo, changes } = range;
        const present = [...(marks.get(conversationId) ?? [])];
        states.set(conversationId, {
          kind: 'changes',
          from,
          upTo,
          more: upTo < seq,
          changes: [...changes],
          marks: present,
        });
      } else if (page) {
        const participants = [...(people.get(conversationId) ?? [])];
        states.set(conversationId, {
          kind: 'fresh',
          upTo: page.upTo,
          participants,
          page: { epoch, ...page, messages: [...page.messages] },
        });
      }
    }
    return states;
  };
}
