import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { type Database, openPostgres } from './database/connection.ts';
import { createEpochs } from './database/epoch.ts';
import { guardDatabase } from './database/guarded.ts';
import { migrate, unknownMigrations } from './database/migrate.ts';
import { patiently } from './database/patiently.ts';
import { readSecret } from './database/secret.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createPasswords } from './modules/accounts/password.ts';
import { createInsight } from './modules/insight/insight.ts';
import { forwardTo } from './modules/reports/sentry.ts';
import { createSymbolicate } from './modules/reports/symbolicate.ts';
import { createTrail } from './modules/reports/trail.ts';
import { mountModules } from './modules.ts';
import { systemClock } from './platform/clock.ts';
import { requestDeadlineMs } from './platform/deadline.ts';
import { drainSpread, type Env, filesFolder } from './platform/env.ts';
import { createFolderStore } from './platform/files/folder-store.ts';
import { checkFolders } from './platform/folders.ts';
import { createHttpServer, listen, stopListening, urlOf } from './platform/http-server.ts';
import { createBullHints } from './platform/jobs/bull-hints.ts';
import { createJobs, type Jobs } from './platform/jobs/jobs.ts';
import { createLimits } from './platform/limits.ts';
import { openLimitsRedis } from './platform/limits-redis.ts';
import { createLogger } from './platform/logger.ts';
import { countDispatched } from './platform/metrics/count-requests.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { createMetricsServer } from './platform/metrics/metrics-server.ts';
import { createMount } from './platform/mount.ts';
import { originAllowed } from './platform/origin.ts';
import { createPeerOf } from './platform/peer.ts';
import { createDeviceCookie, createHolderCookie, createSessionCookie } from './platform/session-cookie.ts';
import type { Watch } from './platform/watch.ts';
import { createRealtime } from './realtime/realtime.ts';
import type { Parts } from './service-parts.ts';

/** A service put together: it listens when it is told to, and ends in order. */
export interface Service {
  readonly nodeId: string;
  readonly db: Database;
  readonly jobs: Jobs;
  /** Writes now what is counted in memory. */
  flush(): Promise<void>;
  /** An error that nobody else heard of; resolves once it is kept. */
  reportFatal(error: unknown): Promise<void>;
  /** `metricsUrl` is where Prometheus asks, if anywhere. */
  listen(): Promise<{ port: number; url: string; metricsUrl: string | null }>;
  /** Not ready any more, clients sent away, no new connections; what runs comes to its end. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 5_000;

/** Puts everything together, and alone knows where anything comes from. */
export async function createService(env: Env, parts: Partial<Parts> = {}): Promise<Service> {
  const { logger = createLogger(env.LOG_LEVEL), clock = systemClock, random = Math.random } = parts;
  const { deadline = requestDeadlineMs } = parts;
  const metrics = parts.metrics ?? createMetrics();
  let doubted = (): void => undefined;
  await checkFolders(env);
  if (env.MIGRATE === 'on') await patiently(() => migrate(env.DATABASE_URL), logger);
  const db = guardDatabase(
    (parts.openDatabase ?? openPostgres)({
      url: env.DATABASE_URL,
      logger,
      poolSize: env.DATABASE_POOL,
      // Nobody listens before there is anything to announce.
      onDoubt: () => doubted(),
      onAcquired: (milliseconds) => metrics.database.acquired(milliseconds / 1_000),
    }),
    { metrics, logger },
  );
  const redis = env.REDIS_URL === undefined ? null : openLimitsRedis(env.REDIS_URL, { logger, metrics });
  const secret = env.SECRET ?? (await patiently(() => readSecret(db), logger));
  const nodeId = randomUUID();

  const epochs = createEpochs(db, () => clock.now());
  // A database that was restored gets its new epoch before anybody works in its name; one that is away may come later.
  await epochs.current().catch((error: unknown) => logger.warn({ err: error }, 'started without a database'));
  const limits = createLimits({
    redis,
    scale: env.LIMITS_SCALE,
    signUpsAnHour: env.SIGN_UPS_AN_HOUR,
    metrics: metrics.limits,
  });
  const cookie = createSessionCookie(env);
  const cookies = { session: cookie, device: createDeviceCookie(env), holder: createHolderCookie(env) };
  const peerOf = createPeerOf(env.TRUST_PROXY);
  let draining = false;
  const elapsed = () => performance.now();
  const trail = createTrail(elapsed);
  const insight = createInsight({ db, env, nodeId, now: () => clock.now(), logger });
  const watch: Watch = {
    answered(route, status, milliseconds) {
      trail.note(route, status);
      insight.answered(route, status, milliseconds);
    },
    failed: (error, request) => modules.reports.report(error, { kind: 'request', ...request }),
  };

  // The app before the sockets: they take their own path out of what comes in, and leave it the rest.
  const server = createHttpServer(() => app);
  const jobs = createJobs({
    db,
    hints: createBullHints({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL ?? null, concurrency: 2, logger }),
    logger,
    metrics: metrics.jobs,
    ...(parts.jobTimings === undefined ? {} : { timings: parts.jobTimings }),
  });
  const modules = mountModules({
    db,
    epochs,
    limits,
    jobs,
    files: parts.files ?? createFolderStore(join(filesFolder(env), 'exports'), clock),
    cookie,
    clock,
    secret,
    admins: env.ADMINS,
    reporting: {
      release: parts.release ?? 'source',
      symbolicate: createSymbolicate([
        ...(env.CLIENT_DIR === undefined ? [] : [join(env.CLIENT_DIR, 'assets')]),
        ...(parts.mapFolders ?? []),
      ]),
      forward: await forwardTo(env.SENTRY_DSN, logger),
      trail: trail.crumbs,
      logger,
    },
    insight,
    elapsed,
    thisNode: { nodeId, startedAt: new Date(clock.now()) },
    passwords: parts.passwords ?? createPasswords(),
    // Modules speak to realtime and realtime to modules; neither says a word before both are there.
    announcements: {
      committed: (committed) => realtime.announcements.committed(committed),
      marked: (mark) => realtime.announcements.marked(mark),
      changedMine: (mine) => realtime.announcements.changedMine(mine),
      userChanged: (user) => realtime.announcements.userChanged(user),
      sessionsEnded: (ids) => realtime.announcements.sessionsEnded(ids),
    },
    metrics,
    presencesOf: (userId) => realtime.presences(userId),
    otherNodes: () => realtime.others(),
    createMount: (permission) =>
      createMount({
        ...permission,
        limits,
        logger,
        cookies,
        peerOf,
        newId: () => randomUUID(),
        watch,
        elapsed,
        deadline,
      }),
  });
  const realtime = createRealtime({
    server,
    nodeId,
    db,
    epochs,
    log: modules.log,
    sessions: modules.sessions,
    originAllowed: (origin, host) => originAllowed(origin, host, env),
    peerOf,
    limits,
    dispatch: countDispatched(modules.mount.dispatch, metrics),
    delivered: async (actor, delivered) => void (await modules.receipts.deliveredFrom(actor, delivered)),
    counted: insight.series.counted,
    redisUrl: env.REDIS_URL ?? null,
    logger,
    metrics,
    clock,
    random,
    drainSpread: drainSpread(env),
    ...(parts.realtimeTimings === undefined ? {} : { timings: parts.realtimeTimings }),
    ...(parts.realtime === undefined ? {} : { overrides: parts.realtime }),
  });
  doubted = realtime.doubted;
  const app = createApp({
    env,
    mount: modules.mount,
    cookieName: cookie.name,
    limits,
    logger,
    metrics,
    watch,
    isDraining: () => draining,
    async isReady() {
      if (draining || !realtime.ready()) return false;
      await db.ping();
      return true;
    },
  });

  metrics.instruments.reading({ name: 'parley_draining', help: '1 while this node sends its clients away' }, () =>
    Number(draining),
  );
  const metricsServer = createMetricsServer(metrics.instruments);
  const housekeeping = createHousekeeping({ ...modules, logger });

  async function drain(): Promise<void> {
    draining = true;
    await realtime.drain();
    await housekeeping.stop();
    await jobs.stop();
    await stopListening(server, patienceMs);
    // The last request is counted as well.
    await insight.stop();
  }

  return {
    nodeId,
    db,
    jobs,
    async listen() {
      const beyond = await patiently(() => unknownMigrations(db), logger);
      if (beyond.length > 0)
        logger.warn({ beyond }, 'the schema is newer than this version, which knows the next at most');
      await realtime.start();
      await jobs.start();
      await modules.backfill.begin();
      housekeeping.start();
      insight.start();
      const { METRICS_PORT: inside, METRICS_HOST } = env;
      const metricsUrl =
        inside === undefined ? null : urlOf(await listen(metricsServer, inside, METRICS_HOST, 'METRICS_'));
      const place = await listen(server, env.PORT, env.HOST);
      return { port: place.port, url: urlOf(place), metricsUrl };
    },
    flush: insight.flush,
    async reportFatal(error) {
      modules.reports.report(error, { kind: 'fatal', page: 'other', userId: null });
      await modules.reports.settled();
    },
    drain,
    async close() {
      if (!draining) await drain();
      await realtime.close();
      await redis?.close();
      await modules.reports.settled();
      await db.close();
      await stopListening(metricsServer, patienceMs);
    },
  };
}
