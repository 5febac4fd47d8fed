import type { Database } from '../database/connection.ts';
import type { Epochs } from '../database/epoch.ts';
import type { Clock } from '../platform/clock.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Mount } from '../platform/mount.ts';
import type { Announcements } from './announcements.ts';
import { mountArchive } from './archive/archive.http.ts';
import { createArchiveRepository } from './archive/archive.repository.ts';
import { createArchive } from './archive/archive.service.ts';
import { createReadAnswer } from './conversations/answer.ts';
import { createChangeConversation } from './conversations/change-conversation.ts';
import { createParticipantsRepository } from './conversations/participants.repository.ts';
import { createSummaryRepository } from './conversations/summary.repository.ts';
import type { Log } from './log/log.ts';
import type { ReceiptRepository } from './receipts/receipt.repository.ts';
import { createDueRepository } from './retention/due.repository.ts';
import { createInstanceRetention, retentionKind } from './retention/instance-retention.service.ts';
import { mountRetention } from './retention/retention.http.ts';
import { createRetention } from './retention/retention.service.ts';
import { createRetentionJob } from './retention/retention-job.ts';
import { createRulesRepository } from './retention/rules.repository.ts';
import { createStoreRepository } from './retention/store.repository.ts';

/** What is put out of the way, and what goes: archiving and retention, put together. */
export function createKeeping(deps: {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly log: Log;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly receipts: Pick<ReceiptRepository, 'states'>;
  readonly announcements: Pick<Announcements, 'committed' | 'changedMine'>;
}) {
  const { db } = deps;
  const participants = createParticipantsRepository(db);
  const readAnswer = createReadAnswer({ ...deps, participants, summaries: createSummaryRepository(db) });
  const change = createChangeConversation({ ...deps, participants, readAnswer });
  const rules = createRulesRepository(db);
  const due = createDueRepository(db);
  const archive = createArchive({ ...deps, change, archive: createArchiveRepository(db) });
  const retention = createRetention({ ...deps, change, readAnswer, rules, due });
  const instance = createInstanceRetention({ ...deps, rules, due });
  deps.jobs.handle(retentionKind, createRetentionJob({ ...deps, rules, due, store: createStoreRepository(db) }));

  return {
    mountOn(mount: Mount): void {
      mountArchive(mount, archive);
      mountRetention(mount, retention, instance);
    },
    sweep: instance.sweep,
  };
}
