import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { startTestService } from '../../testing/service.ts';
import { aReport } from './report.fixture.ts';

/** An intake on this machine: keeps what it is sent. */
async function openIntake(status = 200) {
  const heard: { path: string; lines: unknown[] }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    heard.push({ path: request.url ?? '', lines });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ends.push(() => server.close());
  return { heard, dsn: `http://abc@127.0.0.1:${port}/7` };
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

it('passes reports on to an intake of the protocol, and the browser never speaks to it', async () => {
  const intake = await openIntake();
  const chat = await startTestService({ env: { SENTRY_DSN: intake.dsn } });
  ends.push(chat.close);
  const ana = await chat.register('Ana');
  await ana.api.post('/reports', aReport({ name: 'TideError', message: 'canary is not defined' }));
  const [envelope] = await vi.waitFor(() => {
    expect(intake.heard).toHaveLength(1);
    return intake.heard;
  }, 10_000);
  expect(envelope?.path).toContain('/api/7/envelope/?sentry_version=7&sentry_key=abc');
  expect(envelope?.lines[1]).toMatchObject({ type: 'event' });
  expect(envelope?.lines[2]).toMatchObject({
    platform: 'javascript',
    release: 'index-a1',
    transaction: '/c/:conversationId',
    exception: { values: [{ type: 'TideError', value: '… is not defined', stacktrace: { frames: [{ lineno: 1 }] } }] },
    breadcrumbs: [{ category: 'call', message: 'messages.send ok' }],
    user: { id: expect.stringMatching(/^[\da-f]{12}$/) },
  });
  expect(JSON.stringify(envelope)).not.toMatch(new RegExp(`canary|${ana.me.id}|${ana.me.username}`));
});

it('keeps a report although the intake fails or is away', async () => {
  const intake = await openIntake(500);
  const chat = await startTestService({ env: { SENTRY_DSN: intake.dsn } });
  ends.push(chat.close);
  const chief = await chat.registerAdmin();
  expect((await chat.anonymous.post('/reports', aReport())).status).toBe(204);
  expect((await chief.api.get('/admin/errors?state=open')).body).toMatchObject({ open: 1 });
});

it('lets nobody wait for an intake that hangs, and keeps every report', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  ends.push(
    () => silent.close(),
    () => silent.closeAllConnections(),
  );
  const dsn = `http://abc@127.0.0.1:${(silent.address() as AddressInfo).port}/7`;
  const chat = await startTestService({ env: { SENTRY_DSN: dsn } });
  ends.push(chat.close);
  const chief = await chat.registerAdmin();
  const answers = await Promise.all(
    Array.from({ length: 15 }, (_, nth) =>
      chat.anonymous.post('/reports', aReport({ name: `Tide${'E'.repeat(nth)}Error` })),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
  expect((await chief.api.get('/admin/errors?state=open')).body).toMatchObject({ open: 15, resolved: 0 });
});
