import { randomUUID } from 'node:crypto';
import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { rateLimits } from '@parley/shared/limits.ts';
import { timingNames } from '@parley/shared/models/telemetry.ts';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Device, openDevice } from './realtime/device.fixture.ts';
import { startDirect } from './testing/conversations.ts';
import { type Scrape, scrape } from './testing/metrics.ts';
import { startTestService, type TestPerson, type TestService } from './testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let conversation: string;
let device: Device;

beforeAll(async () => {
  chat = await startTestService({ env: { METRICS_PORT: '0', REDIS_URL: inject('redisUrl') } });
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  conversation = await startDirect(ada, bob);
  device = await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url });
  await device.next('hello');
});
afterAll(async () => {
  device.close();
  await chat.close();
});

const send = (id = randomUUID()) =>
  ada.api.post(`/conversations/${conversation}/messages`, { id, content: 'all hands on deck' });

/** How much these rose while something was done; looks again until it is what was expected. */
async function rises(work: () => Promise<unknown>, expected: (before: Scrape, after: Scrape) => void): Promise<void> {
  const before = await scrape(chat.metricsUrl);
  await work();
  await vi.waitFor(async () => expected(before, await scrape(chat.metricsUrl)), { timeout: 10_000 });
}

describe('what a service tells of itself', () => {
  it('is told on a port of its own, and nowhere else', async () => {
    for (const path of ['/metrics', '/api/v1/metrics']) {
      expect((await fetch(`${chat.url}${path}`)).status).toBe(404);
    }
    expect(new URL(chat.metricsUrl).hostname).toBe('127.0.0.1');
    for (const path of ['/', '/health/live', '/api/v1/me']) {
      expect((await fetch(`${chat.metricsUrl}${path}`)).status).toBe(404);
    }
    expect((await fetch(`${chat.metricsUrl}/metrics`, { method: 'POST' })).status).toBe(404);
  });

  it('tells how often each kind of job failed before one does: an alert counts how much that rises', async () => {
    const { text } = await scrape(chat.metricsUrl);
    for (const kind of ['export', 'export-mine', 'erase', 'retention', 'search.backfill'])
      expect(text).toContain(`parley_job_seconds_count{job_kind="${kind}",outcome="failed"} 0\n`);
  });

  it('tells of what ends badly before anything does: the first time would be no rise', async () => {
    const { text } = await scrape(chat.metricsUrl);
    for (const { name } of routes) expect(text).toContain(`parley_answers_total{route="${name}",outcome="failed"} 0\n`);
    for (const route of ['health', 'unknown', 'files'])
      expect(text).toContain(`parley_answers_total{route="${route}",outcome="failed"} 0\n`);
    for (const outcome of ['draining', 'origin', 'too many', 'UNAUTHENTICATED', 'RATE_LIMITED', 'UNAVAILABLE'])
      expect(text).toContain(`parley_socket_handshakes_total{outcome="${outcome}"} 0\n`);
    for (const reason of ['transport error', 'parse error', 'forced close', 'server shutting down'])
      expect(text).toContain(`parley_socket_disconnects_total{reason="${reason}"} 0\n`);
    for (const limiter of [...Object.keys(rateLimits), 'signInPair', 'signInAddress', 'handshake'])
      expect(text).toContain(`parley_rate_limited_total{limiter="${limiter}"} 0\n`);
    for (const what of timingNames) expect(text).toContain(`parley_client_failures_total{what="${what}"} 0\n`);
    expect(text).toContain('parley_catch_ups_total{kind="changes",outcome="limited"} 0\n');
    expect(text).toContain('parley_sweep_seconds_count{outcome="failed"} 0\n');
  });

  it('follows a message: acknowledged, announced, delivered, and once more when it is repeated', async () => {
    const id = randomUUID();
    await rises(
      async () => {
        const { body } = await send(id);
        const { epoch, stored } = body as SendAnswer;
        await device.next('event', ({ upTo }) => upTo >= stored.seq);
        await device.ask('delivered', { epoch, marks: [{ c: conversation, seq: stored.seq }] });
        await send(id);
      },
      (before, after) => {
        const rose = (name: string, labels = {}) => after.value(name, labels) - before.value(name, labels);
        expect(rose('parley_request_seconds_count', { route: 'messages.send', carrier: 'http', status: '2xx' })).toBe(
          2,
        );
        expect(rose('parley_send_to_ack_seconds_count', { carrier: 'http' })).toBe(2);
        expect(rose('parley_replays_total', { route: 'messages.send' })).toBe(1);
        expect(rose('parley_commit_to_announce_seconds_count')).toBe(1);
        expect(rose('parley_announce_to_delivered_seconds_count')).toBe(1);
        expect(rose('parley_event_seconds_count', { event: 'delivered', outcome: 'ok' })).toBe(1);
        expect(rose('parley_database_pool_wait_seconds_count')).toBeGreaterThan(2);
        expect(rose('parley_database_seconds_count', { kind: 'query', outcome: 'ok' })).toBeGreaterThan(0);
      },
    );
  });

  it('names routes by the contract, whoever they are about, and what is none of it by one word', async () => {
    await rises(
      async () => {
        await ada.api.get(`/conversations/${conversation}`);
        await ada.api.get(`/conversations/${randomUUID()}`);
        await fetch(`${chat.url}${apiPrefix}/conversations/${conversation}`, {
          method: 'HEAD',
          headers: { cookie: ada.cookie },
        });
        await ada.api.get('/no/such/thing');
        await fetch(`${chat.url}/nothing.html`);
      },
      (before, after) => {
        const rose = (route: string, status: string) =>
          after.value('parley_request_seconds_count', { route, status }) -
          before.value('parley_request_seconds_count', { route, status });
        const answers = (outcome: string) =>
          after.value('parley_answers_total', { route: 'conversations.get', outcome }) -
          before.value('parley_answers_total', { route: 'conversations.get', outcome });
        expect([answers('ok'), answers('refused'), answers('failed')]).toEqual([2, 1, 0]);
        expect([rose('conversations.get', '2xx'), rose('conversations.get', '4xx')]).toEqual([2, 1]);
        expect(rose('unknown', '2xx')).toBe(0);
        expect([rose('unknown', '4xx'), rose('files', '4xx')]).toEqual([1, 1]);
        expect(after.text).not.toContain(conversation);
        expect(after.text).not.toContain(ada.me.id);
      },
    );
  });

  it('counts who catches up, and what was missing', async () => {
    const { body } = await send();
    const { epoch } = body as SendAnswer;
    const changes = (afterSeq: number) =>
      bob.api.get(`/conversations/${conversation}/changes?epoch=${encodeURIComponent(epoch)}&afterSeq=${afterSeq}`);
    await rises(
      async () => {
        await changes(1);
        await changes((body as SendAnswer).asOf);
        await bob.api.post('/sync/heads', { epoch, digest: '0123456789abcdef', open: [] });
        await bob.api.post('/sync', { epoch, after: null, upTo: null, heads: [], open: [], ask: [] });
        await bob.api.post('/sync', { epoch: 'another', after: null, upTo: null, heads: [], open: [], ask: [] });
      },
      (before, after) => {
        const rose = (kind: string, outcome: string) =>
          after.value('parley_catch_ups_total', { kind, outcome }) -
          before.value('parley_catch_ups_total', { kind, outcome });
        expect([rose('changes', 'differs'), rose('changes', 'same')]).toEqual([1, 1]);
        expect([rose('heads', 'differs'), rose('sync', 'differs')]).toEqual([1, 1]);
        expect(after.value('parley_holes_total') - before.value('parley_holes_total')).toBe(1);
      },
    );
  });

  it('takes nobody for one who missed something who follows the record by asking: a conversation that is kept whole', async () => {
    const { epoch, asOf } = (await send()).body as SendAnswer;
    const query = `epoch=${encodeURIComponent(epoch)}&afterSeq=${asOf - 1}&limit=100`;
    await rises(
      () => bob.api.get(`/conversations/${conversation}/changes?${query}`),
      (before, after) => {
        const labels = { kind: 'kept', outcome: 'differs' };
        const rose = (name: string, of = {}) => after.value(name, of) - before.value(name, of);
        expect(rose('parley_catch_ups_total', labels)).toBe(1);
        expect(rose('parley_holes_total')).toBe(0);
      },
    );
  });

  it('counts events by how they ended, also those whose refusal is their answer', async () => {
    const { epoch } = (await send()).body as SendAnswer;
    const request = (body: object) =>
      device.ask('request', { route: 'messages.send', params: { conversationId: conversation }, body });
    await rises(
      async () => {
        await device.ask('heads', { epoch, digest: '0123456789abcdef', open: [] });
        await device.ask('heads', { epoch: 'another', digest: '0123456789abcdef', open: [] });
        await request({ id: randomUUID(), content: 'over the socket' });
        await request({ id: randomUUID() });
        await device.ask('typing', { c: 'no id', active: true });
        await device.ask('typing', { c: randomUUID(), active: true });
      },
      (before, after) => {
        const rose = (event: string, outcome: string) =>
          after.value('parley_event_seconds_count', { event, outcome }) -
          before.value('parley_event_seconds_count', { event, outcome });
        expect([rose('heads', 'ok'), rose('heads', 'refused')]).toEqual([1, 1]);
        expect([rose('request', 'ok'), rose('request', 'refused')]).toEqual([1, 1]);
        expect([rose('typing', 'ok'), rose('typing', 'refused')]).toEqual([0, 2]);
      },
    );
  });

  it('counts sockets, why they came and why they went', async () => {
    await rises(
      async () => {
        const second = await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url });
        await second.next('hello');
        expect((await scrape(chat.metricsUrl)).value('parley_sockets', { state: 'connected' })).toBe(2);
        second.close();
        await expect(openDevice(chat.url, { cookie: 'sid=nobody', origin: chat.url })).rejects.toThrow();
      },
      (before, after) => {
        const rose = (name: string, labels: Record<string, string>) =>
          after.value(name, labels) - before.value(name, labels);
        expect(rose('parley_socket_handshakes_total', { outcome: 'accepted' })).toBe(1);
        expect(rose('parley_socket_handshakes_total', { outcome: 'UNAUTHENTICATED' })).toBe(1);
        expect(rose('parley_socket_disconnects_total', { reason: 'client namespace disconnect' })).toBe(1);
        expect(after.value('parley_sockets', { state: 'connected' })).toBe(1);
        expect(after.value('parley_redis_whole')).toBe(1);
      },
    );
  });
});
