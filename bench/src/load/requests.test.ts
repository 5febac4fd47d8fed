import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createRequests } from './requests.ts';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server that counts who connects; `maxRequests` is what it answers on one connection. */
async function serving(maxRequests: number) {
  const server = createServer((_request, response) => void response.end('here'));
  server.maxRequestsPerSocket = maxRequests;
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  return { server, url: `http://127.0.0.1:${address.port}`, connections: () => connections };
}

it('loses no answer to a proxy that ends each connection after so many requests', async () => {
  const { url, connections } = await serving(3);
  const requests = createRequests(url);
  ends.push(() => requests.close());
  const statuses: (number | undefined)[] = [];
  for (let nth = 0; nth < 10; nth += 1) statuses.push((await requests.ask('GET', '/', {}))?.status);
  expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
  expect(connections()).toBe(4);
});

it('says where no answer came, and connects again for the next', async () => {
  const { server, url, connections } = await serving(0);
  const requests = createRequests(url);
  ends.push(() => requests.close());
  expect((await requests.ask('GET', '/', {}))?.status).toBe(200);
  server.prependOnceListener('request', () => server.closeAllConnections());
  expect(await requests.ask('GET', '/', {})).toBeNull();
  expect((await requests.ask('GET', '/', {}))?.status).toBe(200);
  expect(connections()).toBe(2);
});
