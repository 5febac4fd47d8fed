import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, vi } from 'vitest';
import { DomainError } from './domain-error.ts';
import { answerFailures } from './error-handler.ts';
import { createLogger } from './logger.ts';
import { logRequests } from './request-log.ts';

it('tells of a request how it ended, and of a refusal why: a 403 alone is somebody without rights, or a wrong PUBLIC_URL', async () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const app = express();
  app.use(logRequests(logger));
  app.get('/well', (_request, response) => void response.json({}));
  app.get('/refused', () => {
    throw new DomainError('ORIGIN_REFUSED');
  });
  app.use(answerFailures(logger, { failed: () => undefined }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const path of ['/well?word=typed', '/refused'])
    await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer();
  await vi.waitFor(() => expect(lines.length).toBe(2));
  server.close();
  const [well, refused] = lines.map((line) => JSON.parse(line));
  expect(well).toMatchObject({ req: { method: 'GET', path: '/well' }, res: { status: 200 } });
  expect(well.res).not.toHaveProperty('code');
  expect(refused).toMatchObject({ req: { path: '/refused' }, res: { status: 403, code: 'ORIGIN_REFUSED' } });
});
