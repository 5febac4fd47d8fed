import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import type { Database } from '../database/connection.ts';
import { createEpochs } from '../database/epoch.ts';
import { openRecord, type RecordFixture } from '../modules/log/log.fixture.ts';
import { createSessions, type Sessions } from '../modules/sessions/session.service.ts';
import { systemClock } from '../platform/clock.ts';
import { DomainError } from '../platform/domain-error.ts';
import { createLimits } from '../platform/limits.ts';
import { createLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { originAllowed } from '../platform/origin.ts';
import { createSessionCookie } from '../platform/session-cookie.ts';
import { type Device, openDevice } from './device.fixture.ts';
import type { RealtimeDeps } from './parts.ts';
import { createRealtime, type Realtime } from './realtime.ts';

/** One process of several, within this one: its own server, sockets, Redis connections and clocks. */
export interface Node {
  readonly id: string;
  readonly origin: string;
  readonly realtime: Realtime;
  readonly sessions: Sessions;
  /** A socket that is connected and has been greeted. */
  device(cookie: string): Promise<Device>;
  /** Connections that its server holds. */
  connections(): Promise<number>;
  /** Says goodbye. */
  stop(): Promise<void>;
  /** Ends without a word: it can neither write nor publish any more, and what it wrote before stays. */
  crash(): Promise<void>;
}

/** What a test may want otherwise. */
type NodeOptions = Partial<RealtimeDeps>;

/** Two or more nodes over one database. */
export interface RealtimeFixture extends RecordFixture {
  node(options?: NodeOptions): Promise<Node>;
  /** Closes the devices and nodes that a test opened. */
  closeNodes(): Promise<void>;
  /** The cookie of a new session. */
  signIn(userId: string): Promise<{ cookie: string; sessionId: string }>;
}

const cookies = createSessionCookie({});
const silent = { committed() {}, marked() {}, changedMine() {}, userChanged() {}, sessionsEnded() {} };

/** Opens the fixture; one a test file. */
export async function openRealtime(): Promise<RealtimeFixture> {
  const record = await openRecord();
  const sessions = createSessions({ db: record.db, cookie: cookies, announcements: silent });
  const open: { stop(): Promise<void> }[] = [];

  return {
    ...record,
    async closeNodes() {
      for (const one of open.splice(0).reverse()) await one.stop();
    },
    async node(options = {}) {
      const node = await startNode(record, options, (device) => open.push({ stop: async () => device.close() }));
      open.push(node);
      return node;
    },
    async signIn(userId) {
      const input = { userId, userAgent: 'test', previousToken: null };
      const { token } = await record.db.transaction((tx) => sessions.open(input, tx));
      const cookie = `${cookies.name}=${token}`;
      const actor = await sessions.authenticate(cookie);
      return { cookie, sessionId: actor?.sessionId ?? '' };
    },
  };
}

async function startNode(
  record: RecordFixture,
  options: NodeOptions,
  onDevice: (device: Device) => void,
): Promise<Node> {
  const id = options.nodeId ?? randomUUID();
  const server = createServer();
  let crashed = false;
  const db: Database = {
    ...record.db,
    query: (...args) => (crashed ? Promise.reject(new DomainError('UNAVAILABLE')) : record.db.query(...args)),
    transaction: (...args) =>
      crashed ? Promise.reject(new DomainError('UNAVAILABLE')) : record.db.transaction(...args),
  };
  const realtime: Realtime = createRealtime({
    server,
    nodeId: id,
    db,
    log: record.log,
    epochs: createEpochs(record.db, Date.now),
    sessions: createSessions({ db: record.db, cookie: cookies, announcements: silent }),
    originAllowed: (origin, host) => originAllowed(origin, host, {}),
    peerOf: (request) => ({ address: request.socket.remoteAddress ?? '', isLocal: true }),
    limits: createLimits({ redis: null, scale: 1 }),
    dispatch: async () => ({ status: 404 }),
    delivered: async () => undefined,
    counted: () => null,
    redisUrl: inject('redisUrl'),
    logger: createLogger('silent'),
    metrics: createMetrics(),
    clock: systemClock,
    random: Math.random,
    drainSpread: 0,
    ...options,
  });
  await realtime.start();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  let ended = false;
  const end = async (how: () => Promise<void>) => {
    if (ended) return;
    ended = true;
    await how();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    id,
    origin,
    realtime,
    sessions: createSessions({ db: record.db, cookie: cookies, announcements: realtime.announcements }),
    async device(cookie) {
      const device = await openDevice(origin, { cookie, origin });
      onDevice(device);
      await device.next('hello');
      return device;
    },
    connections: () => promisify(server.getConnections.bind(server))(),
    stop: () => end(() => realtime.close()),
    async crash() {
      crashed = true;
      await end(() => realtime.close());
    },
  };
}
