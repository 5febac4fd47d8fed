import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPostgres } from './database/connection.ts';
import { loadEnv } from './platform/env.ts';
import { createLogger } from './platform/logger.ts';
import { openDevice } from './realtime/device.fixture.ts';
import { createService } from './service.ts';
import { createApi } from './testing/api.ts';
import { openBreakableWay } from './testing/breakable-way.ts';
import { codeIn, startDirect } from './testing/conversations.ts';
import { startTestService, type TestService } from './testing/service.ts';

let chat: TestService | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

describe('a service that starts', () => {
  it('waits for a database that is not there yet', async () => {
    chat = await startTestService();
    const database = new URL(chat.settings.DATABASE_URL ?? '');
    const way = await openBreakableWay(Number(database.port));
    way.http = 'cut';
    database.port = String(way.port);
    const starting = createService(loadEnv({ ...chat.settings, DATABASE_URL: database.href }));
    // It has asked, and was turned away.
    await vi.waitFor(() => expect(way.met()).toBeGreaterThan(1), { timeout: 15_000 });
    way.http = 'pass';
    const service = await starting;
    const { url } = await service.listen();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await service.close();
    await way.close();
  });
});

describe('a service older than its database', () => {
  it('starts, as it must while both versions run, and says so', async () => {
    chat = await startTestService();
    await chat.db.query("INSERT INTO migrations (name) VALUES ('9999-of-tomorrow')");
    const lines: unknown[] = [];
    const logger = createLogger('warn', { write: (line) => void lines.push(JSON.parse(line)) });
    const older = await createService(loadEnv(chat.settings), { logger });
    const { url } = await older.listen();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(lines).toMatchObject([{ beyond: ['9999-of-tomorrow'], msg: expect.stringContaining('newer than this') }]);
    await older.close();
  });
});

describe('a service that ends', () => {
  it('says so, sends its sockets away, finishes what it began and takes no more', async () => {
    chat = await startTestService();
    const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
    const id = await startDirect(ada, bob);
    const device = await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url });
    const send = () => ada.api.post(`/conversations/${id}/messages`, { id: randomUUID(), content: 'the last word' });
    const { db, service } = chat;
    const [last, drained] = await db.transaction(async (tx) => {
      await db.query('SELECT FROM conversations WHERE id = $id FOR NO KEY UPDATE', { id }, tx);
      const waiting = send();
      await vi.waitFor(async () => {
        const blocked = await db.query(
          'SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
        );
        expect(blocked.length).toBe(1);
      }, 10_000);
      const draining = service.drain();
      await device.next('server.draining');
      return [waiting, draining] as const;
    });
    expect((await last).status).toBe(201);
    await drained;
    await expect(fetch(`${chat.url}/health/live`)).rejects.toThrow();
    expect(device.socket.connected).toBe(false);
  });

  it('is followed by another on the same database, where all goes on: sessions, conversations, replays', async () => {
    chat = await startTestService();
    const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
    const id = await startDirect(ada, bob);
    const message = { id: randomUUID(), content: 'said before' };
    expect((await ada.api.post(`/conversations/${id}/messages`, message)).status).toBe(201);
    const next = await createService(loadEnv(chat.settings));
    const { url } = await next.listen();
    const again = createApi(url, ada.cookie);
    expect((await again.post(`/conversations/${id}/messages`, message)).status).toBe(200);
    const other = { ...message, content: 'never said' };
    expect(codeIn(await again.post(`/conversations/${id}/messages`, other))).toBe('ID_TAKEN');
    await next.close();
  });
});

describe('a service whose database is away', () => {
  it('lives, is not ready, and asks everybody to come again', async () => {
    let away = false;
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    chat = await startTestService({
      parts: {
        openDatabase(options) {
          const db = openPostgres(options);
          return {
            ...db,
            query: (...args) => (away ? Promise.reject(refused) : db.query(...args)),
            ping: () => (away ? Promise.reject(refused) : db.ping()),
          };
        },
      },
    });
    const ada = await chat.register('Ada');
    away = true;
    expect((await fetch(`${chat.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${chat.url}/health/ready`)).status).toBe(503);
    const answer = await ada.api.get('/me');
    expect([answer.status, codeIn(answer), answer.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '1']);
    away = false;
    expect((await ada.api.get('/me')).status).toBe(200);
  });
});

describe('a service whose database takes long', () => {
  it('lets who compares wait his turn, and asks everybody else to come again', async () => {
    let pauseMs = 0;
    chat = await startTestService({
      parts: {
        deadline: 1_000,
        openDatabase(options) {
          const db = openPostgres(options);
          const transaction: typeof db.transaction = async (...args) => {
            await new Promise((resolve) => setTimeout(resolve, pauseMs));
            return db.transaction(...args);
          };
          return { ...db, transaction };
        },
      },
    });
    const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
    pauseMs = 1_200;
    const comparison = { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] };
    const creation = { kind: 'direct', id: randomUUID(), userId: bob.me.id };
    const [compared, created] = await Promise.all([
      ada.api.post('/sync', comparison),
      ada.api.post('/conversations', creation),
    ]);
    expect([compared.status, created.status]).toEqual([200, 503]);
  });
});

describe('a service that something unforeseen befalls', () => {
  it('says nothing of it but that it happened', async () => {
    let broken = false;
    const bug = new Error('relation "secrets" of 10.1.2.3 has no column hash');
    chat = await startTestService({
      parts: {
        openDatabase(options) {
          const db = openPostgres(options);
          return { ...db, query: (...args) => (broken ? Promise.reject(bug) : db.query(...args)) };
        },
      },
    });
    const ada = await chat.register('Ada');
    broken = true;
    const answer = await ada.api.get('/me');
    broken = false;
    expect([answer.status, codeIn(answer)]).toEqual([500, 'INTERNAL']);
    expect(answer.text).not.toMatch(/secrets|10\.1|column|at /);
  });
});

describe('a service that people open by https', () => {
  it('sets cookies that no plain connection and no other host can touch, and takes writes from its own origin alone', async () => {
    chat = await startTestService({
      env: { PUBLIC_URL: 'https://chat.example', TRUST_PROXY: '1', DRAIN_SPREAD_MS: '0' },
    });
    const username = `eve-${randomUUID().slice(0, 8)}`;
    const body = JSON.stringify({
      username,
      displayName: 'Eve',
      email: 'eve@example.org',
      password: 'a password of some length',
    });
    const register = (origin: string) =>
      createApi(chat?.url ?? '', null).send('POST', '/accounts', { headers: { origin }, body });
    expect((await register(chat.url)).status).toBe(403);
    const { status, headers } = await register('https://chat.example');
    expect(status).toBe(201);
    const cookies = headers.getSetCookie();
    const [secrets, readable] = [true, false].map((isSecret) =>
      cookies.filter((cookie) => cookie.startsWith('__Host-holder=') !== isSecret),
    );
    expect(secrets?.length).toBe(2);
    for (const cookie of secrets ?? [])
      expect(cookie).toMatch(/^__Host-\w+=[\w.-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    // Whose session it is may be read by the page; it opens nothing.
    expect(readable).toEqual([
      expect.stringMatching(/^__Host-holder=[\da-f-]{36}; Max-Age=\d+; Path=\/; SameSite=Lax; Secure$/),
    ]);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('content-security-policy')).toContain('wss://chat.example');
  });
});

describe('a slow sender', () => {
  it('holds up nobody else, and a body that never comes is not waited for with the rest', async () => {
    chat = await startTestService();
    const ada = await chat.register('Ada');
    const { hostname, port, host } = new URL(chat.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v1/conversations HTTP/1.1\r\nHost: ${host}\r\nCookie: ${ada.cookie}\r\nX-CSRF: 1\r\nOrigin: ${chat.url}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{`,
    );
    expect((await ada.api.get('/me')).status).toBe(200);
    socket.destroy();
    expect((await ada.api.get('/me')).status).toBe(200);
  });
});
