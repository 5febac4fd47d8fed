import type { Presence } from '@parley/shared/models/user.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import type { Database } from './database/connection.ts';
import type { Epochs } from './database/epoch.ts';
import { mountAccounts } from './modules/accounts/account.http.ts';
import { createAccounts } from './modules/accounts/account.service.ts';
import { createAdmins } from './modules/accounts/admins.ts';
import { createKnownDevices } from './modules/accounts/known-devices.ts';
import type { Passwords } from './modules/accounts/password.ts';
import { mountInstance, type ThisNode } from './modules/admin/instance.http.ts';
import { createInstanceRepository } from './modules/admin/instance.repository.ts';
import type { Announcements } from './modules/announcements.ts';
import { countChanges, countSyncing, timeDelivered } from './modules/catch-ups.ts';
import { mountConversations } from './modules/conversations/conversation.http.ts';
import { createConversations } from './modules/conversations/conversation.service.ts';
import { createParticipantsRepository } from './modules/conversations/participants.repository.ts';
import { createSummaryRepository } from './modules/conversations/summary.repository.ts';
import { createEraseJob } from './modules/erasure/erase-job.ts';
import { mountErasure } from './modules/erasure/erasure.http.ts';
import { createErasureRepository } from './modules/erasure/erasure.repository.ts';
import { createErasure } from './modules/erasure/erasure.service.ts';
import { mountExports } from './modules/exports/export.http.ts';
import { createExportRepository } from './modules/exports/export.repository.ts';
import { createExports } from './modules/exports/export.service.ts';
import { createExportJob } from './modules/exports/export-job.ts';
import { createMineRepository } from './modules/exports/mine.repository.ts';
import { createMineJob } from './modules/exports/mine-job.ts';
import { createSpanRepository } from './modules/exports/span.repository.ts';
import { readExportPage } from './modules/exports/write-html.ts';
import { mountInsight } from './modules/insight/insight.http.ts';
import type { Insight } from './modules/insight/insight.ts';
import { createKeeping } from './modules/keeping.ts';
import { createLog } from './modules/log/log.ts';
import { mountMessages } from './modules/messages/message.http.ts';
import { createMessageRepository } from './modules/messages/message.repository.ts';
import { createMessageService } from './modules/messages/message.service.ts';
import { mountPeople } from './modules/people/people.http.ts';
import { mountReceipts } from './modules/receipts/receipt.http.ts';
import { createReceiptRepository } from './modules/receipts/receipt.repository.ts';
import { createReceiptService } from './modules/receipts/receipt.service.ts';
import { mountUnread } from './modules/receipts/unread.http.ts';
import { createUnreadRepository } from './modules/receipts/unread.repository.ts';
import { createUnreadService } from './modules/receipts/unread.service.ts';
import { mountReports } from './modules/reports/report.http.ts';
import { createReportRepository } from './modules/reports/report.repository.ts';
import { createReports } from './modules/reports/report.service.ts';
import { createBackfillRepository } from './modules/search/backfill.repository.ts';
import { createBackfill } from './modules/search/backfill.ts';
import { mountSearch } from './modules/search/search.http.ts';
import { createSearchRepository } from './modules/search/search.repository.ts';
import { createSearch } from './modules/search/search.service.ts';
import { createSearchRows } from './modules/search/search-rows.repository.ts';
import { mountSessions } from './modules/sessions/session.http.ts';
import { createSessions } from './modules/sessions/session.service.ts';
import { mountSync } from './modules/sync/sync.http.ts';
import { createSyncing } from './modules/sync/syncing.ts';
import type { Clock } from './platform/clock.ts';
import type { FileStore } from './platform/files/file-store.ts';
import { createFingerprint } from './platform/fingerprint.ts';
import type { Jobs } from './platform/jobs/jobs.ts';
import type { Limits } from './platform/limits.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import type { Mount, MountDeps } from './platform/mount.ts';
import type { SessionCookie } from './platform/session-cookie.ts';

/** What the modules stand on. */
export interface ModuleDeps {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly limits: Limits;
  readonly jobs: Jobs;
  readonly files: FileStore;
  readonly cookie: SessionCookie;
  readonly clock: Clock;
  readonly secret: string;
  readonly passwords: Passwords;
  readonly announcements: Announcements;
  readonly admins: readonly string[];
  readonly thisNode: ThisNode;
  readonly insight: Insight;
  readonly elapsed: () => number;
  readonly metrics: Metrics;
  readonly reporting: Pick<
    Parameters<typeof createReports>[0],
    'release' | 'symbolicate' | 'forward' | 'trail' | 'logger'
  >;
  readonly presencesOf: (userId: string) => Promise<readonly Presence[]>;
  /** What each of the other nodes counted, as far as it answers. */
  readonly otherNodes: () => Promise<readonly unknown[]>;
  readonly createMount: (permission: Pick<MountDeps, 'authenticate' | 'isAdmin'>) => Mount;
}

/** Makes every module and hangs it on its routes: the domain's half of the composition root. */
export function mountModules(deps: ModuleDeps) {
  const { db, epochs, announcements } = deps;
  const { delivery } = deps.metrics;
  const fingerprint = createFingerprint(deps.secret);
  const stems = createStems();
  const nameMac = (username: string) => fingerprint.of('username', username);
  const log = createLog(db, epochs);
  const sessions = createSessions(deps);
  const admins = createAdmins(db, deps.admins);
  const accounts = createAccounts({ ...deps, sessions, admins, devices: createKnownDevices(fingerprint), nameMac });
  const conversations = createConversations({ db, epochs, log, fingerprint, announcements });
  const receiptRows = createReceiptRepository(db);
  const receipts = timeDelivered(createReceiptService({ db, receipts: receiptRows, epochs, announcements }), delivery);
  const unread = createUnreadService({
    unread: createUnreadRepository(db),
    receipts: receiptRows,
    epochs,
    announcements,
  });
  const messages = createMessageService({
    db,
    epochs,
    log,
    messages: createMessageRepository(db, stems),
    receipts: receiptRows,
    announcements,
    fingerprint,
  });

  const participants = createParticipantsRepository(db);
  const search = createSearch({ rows: createSearchRepository(db), participants, stems, clock: deps.clock });
  const walk = createBackfillRepository(db);
  const backfill = createBackfill({ db, walk, rows: createSearchRows(db, stems), jobs: deps.jobs });

  const summaries = createSummaryRepository(db);
  const syncing = createSyncing({ db, epochs, log, summaries, receipts, now: () => deps.clock.now() });

  const exports = createExports({ ...deps, participants, repository: createExportRepository(db) });
  const spans = createSpanRepository(db);
  deps.jobs.handle('export-mine', createMineJob({ ...deps, mine: createMineRepository(db) }));
  const erasure = createErasureRepository(db);
  const erase = createEraseJob({ db, files: deps.files, log, participants, erasure, announcements });
  // Whose account it was is gone, and cannot ask for it again.
  deps.jobs.handle('erase', erase, { untilDone: true });
  deps.jobs.handle('export', createExportJob({ ...deps, spans, page: readExportPage }));

  const keeping = createKeeping({ ...deps, log, receipts: receiptRows });

  const mount = deps.createMount({ ...sessions, ...admins });
  // First what is asked most: routes are tried in their order.
  mountMessages(mount, { ...messages, changes: countChanges(messages.changes, delivery) });
  mountAccounts(mount, accounts);
  mountSessions(mount, { accounts, sessions });
  mountPeople(mount, deps);
  mountConversations(mount, conversations);
  mountReceipts(mount, receipts);
  mountUnread(mount, unread);
  mountSearch(mount, search);
  mountSync(mount, countSyncing(syncing, delivery));
  mountInstance(mount, { ...deps, instance: createInstanceRepository(db) });
  mountInsight(mount, {
    ...deps.insight,
    metrics: deps.metrics.clients,
    others: deps.otherNodes,
    now: () => deps.clock.now(),
    elapsed: deps.elapsed,
  });

  const reports = createReports({
    ...deps.reporting,
    repository: createReportRepository(db),
    fingerprint,
    now: () => deps.clock.now(),
  });
  mountReports(mount, { reports, sessions });
  mountExports(mount, exports);
  keeping.mountOn(mount);
  mountErasure(mount, createErasure({ ...deps, accounts, sessions, erasure, nameMac }));
  return { mount, sessions, receipts, log, backfill, reports, clear: () => exports.clear(), keep: keeping.sweep };
}
