import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { createRequestKinds } from './request-kinds.ts';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

it('gives the app requests and answers that it need not change', async () => {
  const app = express();
  const requests = createRequestKinds();
  requests.belongTo(app);
  app.get('/words', (request, response) => void response.json({ said: request.query.said, host: request.get('host') }));
  const given: boolean[] = [];
  server = createServer(requests.kinds, (request, response) => {
    const before = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
    app(request as express.Request, response as express.Response);
    given.push(before[0] === Object.getPrototypeOf(request), before[1] === Object.getPrototypeOf(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(`http://${host}/words?said=hello`);
  expect(await answer.json()).toEqual({ said: 'hello', host });
  expect(given).toEqual([true, true]);
});
