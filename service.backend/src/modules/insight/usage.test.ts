import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../realtime/eventually.fixture.ts';
import { startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { openAnother } from '../log/log.fixture.ts';
import { say } from './insight.fixture.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(env: Record<string, string> = {}): Promise<TestService> {
  const chat = await startTestService({ env });
  ends.push(chat.close);
  return chat;
}

describe('what is used', () => {
  it('is counted by day where the settings say so, and told to a sink with a signature', async () => {
    const heard: { signature: unknown; text: string }[] = [];
    const sink = createServer(async (asked, response) => {
      let text = '';
      for await (const chunk of asked) text += String(chunk);
      heard.push({ signature: asked.headers['x-parley-signature'], text });
      response.end();
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    ends.push(() => sink.close());
    const secret = 'a key of some length';
    const chat = await start({
      ANALYTICS: 'on',
      ANALYTICS_WEBHOOK_URL: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/counts`,
      ANALYTICS_WEBHOOK_SECRET: secret,
    });
    const [chief, ana] = [await chat.registerAdmin(), await chat.register('Ana')];
    const id = await startGroup(ana, [], 'canary');
    await say(ana, id, 'canary');
    await say(ana, id, 'canary');
    await chat.service.flush();
    expect((await chief.api.get('/admin/insight')).body).toMatchObject({
      use: expect.arrayContaining([{ event: 'messages.send', today: 2, month: 2 }]),
    });
    const [told] = heard;
    expect(told?.signature).toBe(
      `sha256=${createHmac('sha256', secret)
        .update(told?.text ?? '')
        .digest('hex')}`,
    );
    expect(JSON.parse(told?.text ?? '')).toMatchObject({ counts: { 'accounts.register': 2, 'messages.send': 2 } });
    expect(told?.text).not.toMatch(new RegExp(`canary|${id}|${ana.me.id}|${ana.me.username}`));
  });

  it('is a message once, however often a bad line has it said again', async () => {
    const chat = await start({ ANALYTICS: 'on' });
    const [chief, ana] = [await chat.registerAdmin(), await chat.register('Ana')];
    const id = await startGroup(ana, []);
    const message = { id: crypto.randomUUID(), content: 'hello' };
    const sent = [1, 2, 3].map(async () => ana.api.post(`/conversations/${id}/messages`, message));
    expect((await Promise.all(sent)).map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    await chat.service.flush();
    expect((await chief.api.get('/admin/insight')).body).toMatchObject({
      use: expect.arrayContaining([{ event: 'messages.send', today: 1, month: 1 }]),
    });
  });

  it('is counted to the last request of a node that ends: what was under way is answered, and counts', async () => {
    const chat = await start({ ANALYTICS: 'on' });
    const later = openAnother(chat.settings.DATABASE_URL ?? '');
    ends.push(later.close);
    const ana = await chat.register('Ana');
    const path = `/api/v1/conversations/${await startGroup(ana, [])}/messages`;
    const body = JSON.stringify({ id: crypto.randomUUID(), content: 'on a slow line' });
    const headers = {
      cookie: ana.cookie,
      origin: chat.url,
      'x-csrf': '1',
      'content-type': 'application/json',
      'content-length': body.length,
      // Answered as soon as the request has come as far as its body.
      expect: '100-continue',
    };
    const slow = request(`${chat.url}${path}`, { method: 'POST', headers });
    const answered = once(slow, 'response');
    slow.flushHeaders();
    await once(slow, 'continue');
    const drained = chat.service.drain();
    // It takes nobody in any more, and waits for this one request alone.
    await eventually(() =>
      fetch(`${chat.url}/health/live`).then(
        () => 'open',
        () => 'closed',
      ),
    ).toBe('closed');
    slow.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(201);
    await drained;
    expect(await later.query("SELECT count FROM usage_days WHERE event = 'messages.send'")).toEqual([{ count: 1 }]);
  });

  it('is not counted where they do not', async () => {
    const chat = await start();
    const ana = await chat.register('Ana');
    await say(ana, await startGroup(ana, []));
    await chat.service.flush();
    expect(await chat.db.query('SELECT FROM usage_days')).toEqual([]);
  });
});
