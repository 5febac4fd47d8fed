import { randomUUID } from 'node:crypto';
import { checkUp, type Diagnosis, diagnose } from '@parley/client/chat/diagnosis.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadEnv } from '../src/platform/env.ts';
import { type KillableRedis, openKillableRedis } from '../src/realtime/killable-redis.fixture.ts';
import { createService, type Service } from '../src/service.ts';
import { type BreakableWay, openBreakableWay } from '../src/testing/breakable-way.ts';
import { startTestService, type TestService } from '../src/testing/service.ts';
import { openProfile, type Profile } from './node-client.ts';

let base: TestService;
let redis: KillableRedis;
let node: Service;
let toRecord: BreakableWay;
let toServer: BreakableWay;
let ada: Profile;

beforeAll(async () => {
  redis = await openKillableRedis();
  base = await startTestService({ env: { REDIS_URL: redis.url } });
  const record = new URL(base.settings.DATABASE_URL ?? '');
  toRecord = await openBreakableWay(Number(record.port || 5432));
  record.host = `127.0.0.1:${toRecord.port}`;
  // The second of two nodes: each part of the way to it is a real one that can be broken.
  node = await createService(loadEnv({ ...base.settings, DATABASE_URL: record.href }));
  const { url } = await node.listen();
  toServer = await openBreakableWay(Number(new URL(url).port));
});
afterAll(async () => {
  await toServer.close();
  await node.close();
  await toRecord.close();
  await base.close();
  await redis.kill();
});

const soon = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 40_000, interval: 100 });

beforeEach(async () => {
  ada = await openProfile(`http://127.0.0.1:${toServer.port}`);
  const username = `ada-${randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery staple';
  await ada.client.register({ username, displayName: 'Ada', email: `${username}@example.org`, password });
  await soon(async () => expect((await asked()).verdict).toBe('You have everything.'));
  expect((await asked()).sentence).toBe('All parts work.');
});
afterEach(async () => {
  for (const way of [toServer, toRecord]) Object.assign(way, { http: 'pass', socket: 'pass' });
  await ada.close();
});

/** What the doctor says now, having asked as a person would. */
async function asked(): Promise<Diagnosis> {
  const check = await checkUp(
    () => ada.client.checkUp(),
    () => performance.now(),
  );
  const { connection, storage } = ada.client.state.get();
  return diagnose({ connection, check, storage, comparedAt: '10:42' });
}

const named = ({ parts }: Diagnosis) => parts.flatMap(({ name, state }) => (state === 'broken' ? [name] : []));
const names = (...parts: string[]) => soon(async () => expect(named(await asked())).toEqual(parts));

/** Breaks what is open too: what was let through before would go on being let through. */
function breakWay(way: BreakableWay, how: Partial<Pick<BreakableWay, 'http' | 'socket'>>): void {
  Object.assign(way, how);
  way.drop();
}

it('names the socket, where HTTP alone gets through', async () => {
  breakWay(toServer, { socket: 'cut' });
  await names('Socket');
  expect((await asked()).advice).toContain('proxy');
});

it('names the server that does not answer over HTTP, while the socket lives', async () => {
  breakWay(toServer, { http: 'cut' });
  await names('Server');
  expect((await asked()).sentence).toContain('no answer over HTTP');
});

it('names the record, when the database has stopped', async () => {
  breakWay(toRecord, { http: 'cut' });
  await names('Record');
  expect((await asked()).advice).toContain('database');
});

it('names the announcer, when Redis between two nodes has stopped', async () => {
  await redis.kill();
  await names('Announcer');
  await redis.start();
  await names();
});

it('names the proxy that answers instead of the server', async () => {
  breakWay(toServer, { http: 'badGateway', socket: 'badGateway' });
  await names('Proxy', 'Socket');
  expect((await asked()).advice).toContain('proxy');
});

it('names the network, when this device believes that it has none and nothing gets through', async () => {
  breakWay(toServer, { http: 'cut', socket: 'cut' });
  ada.signal('offline');
  await names('Network');
});

it('says that nothing answers, where whatever is sent disappears', { timeout: 90_000 }, async () => {
  breakWay(toServer, { http: 'blackhole', socket: 'blackhole' });
  await names('Socket', 'Server');
});
