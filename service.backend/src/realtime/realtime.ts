import type { Presence } from '@parley/shared/models/user.ts';
import type { Announcements } from '../modules/announcements.ts';
import { joinOthers } from './adapter.ts';
import { createConnections } from './connections.ts';
import { closeSockets, drainSockets } from './drain.ts';
import { createSocketFanout } from './fanout.ts';
import { createHandlers } from './handlers.ts';
import { createHandshake, handshakeWindows } from './handshake.ts';
import { createMembershipRepository } from './membership.repository.ts';
import { createMembership } from './membership.ts';
import { createNodesRepository } from './nodes.repository.ts';
import { createNodes } from './nodes.ts';
import { createOtherNodes } from './other-nodes.ts';
import type { RealtimeDeps } from './parts.ts';
import { part } from './parts.ts';
import { createPeople } from './people.ts';
import { createPresenceRepository } from './presence.repository.ts';
import { createPresence } from './presence.ts';
import { createReceipts } from './receipts.ts';
import { createRecordWatch } from './record-watch.ts';
import { openRedis, type RedisLink } from './redis.ts';
import { createSessionWatch } from './session-watch.ts';
import { createSocketServer } from './socket-server.ts';
import { defaultTimings } from './timings.ts';
import { createTyping } from './typing.ts';
import { watchSockets } from './watch-sockets.ts';

/** The live half of the service: tells sockets what is committed, and takes from them what may be lost. */
export interface Realtime {
  readonly announcements: Announcements;
  /** Puts this node on the list and starts its clocks. */
  start(): Promise<void>;
  /** True while new sockets are welcome. */
  ready(): boolean;
  /** True while Redis is away: other nodes' news comes by the clients' heads only. */
  degraded(): boolean;
  /** An answer of the database was lost: what may be stored is looked for soon, and announced. */
  doubted(): void;
  /** Those who share a conversation with this person, the online ones first. */
  presences(userId: string): Promise<Presence[]>;
  /** What each of the other nodes counts, as far as it answers. */
  others(): Promise<readonly unknown[]>;
  /** Sends the sockets away, spread over time. */
  drain(): Promise<void>;
  /** Writes what is still to be written, and ends. */
  close(): Promise<void>;
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Puts the parts together. Nothing is connected, said or ticking before `start`, but the Redis connections open. */
export function createRealtime(deps: RealtimeDeps): Realtime {
  const { db, logger, metrics, nodeId, sessions, limits, overrides = {} } = deps;
  const timings = { ...defaultTimings, ...deps.timings };
  let started = false;
  let draining = false;
  let goodbye: Promise<void> | null = null;

  const handshake = createHandshake({
    originAllowed: deps.originAllowed,
    peerOf: deps.peerOf,
    authenticate: (cookies) => sessions.admit(cookies),
    failures: limits.limiter('handshake', handshakeWindows),
    isDraining: () => draining,
    logger,
    onOutcome: metrics.sockets.handshake,
  });
  const io = createSocketServer(deps.server, handshake.allowRequest);
  const link: RedisLink | null =
    deps.redisUrl === null
      ? null
      : openRedis({
          url: deps.redisUrl,
          probeEvery: timings.redisProbeEvery,
          logger,
          onChange(whole) {
            io.local.emit('degraded', { degraded: !whole });
            if (whole) record.redisReturned();
          },
        });
  if (link !== null) joinOthers(io, link);
  const otherNodes = createOtherNodes(io, link, deps.counted);
  watchSockets(metrics.sockets, io, link);
  const degraded = () => link !== null && !link.whole();

  const fanout = part(overrides.fanout, createSocketFanout(io));
  const memberships = createMembershipRepository(db);
  const membership = part(
    overrides.membership,
    createMembership({ repository: memberships, cache: metrics.caches.of('membership') }),
  );
  const record = createRecordWatch({ ...deps, timings, fanout, membership, link });
  const presence = createPresence({
    repository: createPresenceRepository(db, timings.deadAfter),
    fanout,
    nodeId,
    every: timings.presenceEvery,
    logger,
  });
  const receipts = createReceipts({ memberships, fanout, every: timings.receiptsEvery, clock: deps.clock, logger });
  const people = createPeople({ memberships, fanout, logger });
  const sessionWatch = createSessionWatch({
    io,
    stillValid: (ids) => sessions.stillValid(ids),
    seen: (ids) => sessions.seen(ids),
    every: timings.sessionsEvery,
    soon: timings.sessionsSoon,
    logger,
  });
  const nodes = createNodes({
    repository: createNodesRepository(db),
    nodeId,
    every: timings.heartbeatEvery,
    deadAfter: timings.deadAfter,
    clock: deps.clock,
    logger,
    onDeath(userIds) {
      presence.lost(userIds);
      void record.nodeDied();
    },
    onReturn: () => presence.restore(),
  });

  handshake.guard(io);
  createConnections({
    io,
    handlers: createHandlers({
      typing: createTyping({ membership, fanout, limits }),
      delivered: deps.delivered,
      dispatch: deps.dispatch,
      limits,
    }),
    hello: async () => ({
      epoch: await deps.epochs.current(),
      serverTime: new Date(deps.clock.now()).toISOString(),
      degraded: degraded(),
    }),
    presence,
    scale: limits.scale,
    sessionWatch,
    clock: deps.clock,
    logger,
    metrics,
  });

  const sayGoodbye = () => {
    goodbye ??= closeSockets(io, wait);
    return goodbye;
  };

  return {
    announcements: {
      committed: (committed) => record.announcer.committed(committed),
      marked: (mark) => receipts.marked(mark),
      changedMine: (mine) => receipts.changedMine(mine),
      userChanged: (user) => people.userChanged(user),
      sessionsEnded: (sessionIds) => sessionWatch.ended(sessionIds),
    },
    async start() {
      await nodes.start();
      sessionWatch.start();
      await record.start();
      started = true;
    },
    ready: () => started && !draining,
    degraded,
    doubted: () => record.doubted(),
    presences: (userId) => presence.around(userId),
    others: () => otherNodes.counted(),
    async drain() {
      draining = true;
      const { drainSpread: spread, random } = deps;
      await drainSockets({ io, spread, atMost: timings.drainAtMost, random, wait });
      await sayGoodbye();
    },
    async close() {
      draining = true;
      await sayGoodbye();
      await sessionWatch.stop();
      await record.close();
      await receipts.close();
      await presence.close();
      await nodes.stop().catch((error: unknown) => logger.warn({ err: error }, 'left without a word'));
      io.of('/').adapter.close();
      await link?.close();
    },
  };
}
