import type { Server as HttpServer } from 'node:http';
import type { Database } from '../database/connection.ts';
import type { Epochs } from '../database/epoch.ts';
import type { Log } from '../modules/log/log.ts';
import type { Sessions } from '../modules/sessions/session.service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Limits } from '../platform/limits.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { Mount } from '../platform/mount.ts';
import type { PeerOf } from '../platform/peer.ts';
import type { Announced } from './announced.ts';
import type { Announcer } from './announcer.ts';
import type { Fanout } from './fanout.ts';
import type { NoteDelivered } from './handlers.ts';
import type { Membership } from './membership.ts';
import type { Sweeper } from './sweeper.ts';
import type { RealtimeTimings } from './timings.ts';

/** What realtime needs of the rest. What exists only after it may be given as a closure: nothing is called before `start`. */
export interface RealtimeDeps {
  readonly server: HttpServer;
  readonly nodeId: string;
  readonly db: Database;
  readonly log: Pick<Log, 'changesIn'>;
  readonly epochs: Epochs;
  readonly sessions: Pick<Sessions, 'admit' | 'stillValid' | 'seen'>;
  readonly originAllowed: (origin: string | undefined, host: string | undefined) => boolean;
  readonly peerOf: PeerOf;
  readonly limits: Limits;
  readonly dispatch: Mount['dispatch'];
  readonly delivered: NoteDelivered;
  /** What this node tells the others when they ask what it counted. */
  readonly counted: () => unknown;
  readonly redisUrl: string | null;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly random: () => number;
  /** Over how long reconnects are spread when this node drains. */
  readonly drainSpread: number;
  readonly timings?: Partial<RealtimeTimings>;
  readonly overrides?: Partial<RealtimeParts>;
}

/** Parts that a fault test replaces at the composition root: each takes the real one and gives the one to use. */
export interface RealtimeParts {
  readonly fanout: (real: Fanout) => Fanout;
  readonly membership: (real: Membership) => Membership;
  readonly announcer: (real: Announcer) => Announcer;
  readonly announced: (real: Announced) => Announced;
  readonly sweeper: (real: Sweeper) => Sweeper;
}

/** Uses the replacement where there is one. */
export const part = <T>(replace: ((real: T) => T) | undefined, real: T): T => replace?.(real) ?? real;
