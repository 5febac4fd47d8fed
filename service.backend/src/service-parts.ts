import type { openPostgres } from './database/connection.ts';
import type { Passwords } from './modules/accounts/password.ts';
import type { Clock } from './platform/clock.ts';
import type { FileStore } from './platform/files/file-store.ts';
import type { JobTimings } from './platform/jobs/jobs.ts';
import type { Logger } from './platform/logger.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import type { RealtimeParts } from './realtime/parts.ts';
import type { RealtimeTimings } from './realtime/timings.ts';

/** Parts that tests, the bench and the chaos run hand in instead of the real ones. */
export interface Parts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly random: () => number;
  readonly passwords: Passwords;
  /** What runs, and where the maps of what was built lie. */
  readonly release: string;
  readonly mapFolders: readonly string[];
  readonly openDatabase: typeof openPostgres;
  /** Where exports lie. */
  readonly files: FileStore;
  /** How long a request may take, in milliseconds. */
  readonly deadline: number;
  readonly realtime: Partial<RealtimeParts>;
  readonly realtimeTimings: Partial<RealtimeTimings>;
  readonly jobTimings: Partial<JobTimings>;
}
