import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/connection.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { AwaitedVisit } from '../../platform/visit.ts';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { Sessions } from '../sessions/session.service.ts';
import type { ErasureRepository } from './erasure.repository.ts';

/** Erasing an account: at once what says who it was, and by a job what it still is elsewhere. */
export function createErasure(deps: {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly accounts: Pick<Accounts, 'prove' | 'me'>;
  readonly sessions: Pick<Sessions, 'hold'>;
  readonly erasure: ErasureRepository;
  readonly nameMac: (username: string) => Buffer;
  readonly announcements: Pick<Announcements, 'sessionsEnded' | 'userChanged'>;
}) {
  const { db, jobs, accounts, sessions, erasure, nameMac, announcements } = deps;

  return async (
    actor: Actor,
    { password, messages }: { readonly password: string; readonly messages: 'keep' | 'erase' },
    visit: AwaitedVisit,
  ): Promise<void> => {
    await accounts.prove(actor, password, visit);
    const { username } = await accounts.me(actor);
    const { userId } = actor;
    const id = randomUUID();
    const retired = await db.transaction(async (tx) => {
      await sessions.hold(actor, tx);
      const gone = await erasure.retire(userId, nameMac(username), tx);
      // His files go with the rest, by the job: a disk that is slow or fails is no answer about an account that is gone.
      await jobs.add({ id, kind: 'erase', ownerId: null, input: { userId, messages, files: gone.files } }, tx);
      visit.assertAwaited();
      return gone;
    });
    jobs.wake(id);
    announcements.sessionsEnded(retired.sessionIds);
    if (retired.version !== null) announcements.userChanged({ id: userId, version: retired.version });
  };
}

export type Erasure = ReturnType<typeof createErasure>;
