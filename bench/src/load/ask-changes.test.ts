import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createFrameReader } from '../speed/lab/frames.ts';
import { askChanges } from './ask-changes.ts';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A record of one message, whose server puts off so many before it tells. */
async function recordBehind(refusals: number, status = 503) {
  let left = refusals;
  const message = { id: 'm', seq: 4, senderId: 'ada', kind: 'text' };
  const range = { from: 3, upTo: 4, changes: [{ kind: 'message', message }] };
  const server = createServer((_request, response) => {
    if (left > 0) response.writeHead(status).end('{}');
    else response.end(JSON.stringify(range));
    left -= 1;
  }).listen(0, '127.0.0.1');
  ends.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const url = `http://127.0.0.1:${address.port}`;
  return { url, headers: {}, room: 'r', epoch: 'e', readFrame: createFrameReader() };
}

it('finds what is on the record, also while a database that was away comes back', async () => {
  const found = await askChanges(await recordBehind(2), 3);
  expect(found?.messages.map(({ seq }) => seq)).toEqual([4]);
});

it('calls nothing lost that could not be asked: it says so instead', async () => {
  const away = { ...(await recordBehind(1_000)), patienceMs: 300 };
  await expect(askChanges(away, 3)).rejects.toThrow(`could not be asked at ${away.url} (503)`);
  await expect(askChanges(await recordBehind(1, 404), 3)).rejects.toThrow('(404)');
});
