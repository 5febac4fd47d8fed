import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpServer, listen } from './http-server.ts';

// More than what the network between takes by itself.
const bytes = 32 * 1024 * 1024;
const silence = 1_000;
let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  app.get('/much', (_request, response) => void response.send(Buffer.alloc(bytes)));
  server = createHttpServer(() => app, silence);
  ({ port } = await listen(server, 0, '127.0.0.1'));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(): Promise<Socket> {
  const reader = connect(port, '127.0.0.1');
  await once(reader, 'connect');
  reader.pause();
  reader.write('GET /much HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  return reader;
}

const held = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

it('lets go of an answer that nobody reads', async () => {
  const readers = await Promise.all([ask(), ask(), ask()]);
  await expect.poll(held).toBe(3);
  await expect.poll(held, { timeout: 5 * silence }).toBe(0);
  for (const reader of readers) reader.destroy();
});

it('waits for one who reads slowly, for as long as he reads', async () => {
  const reader = await ask();
  const began = Date.now();
  let read = 0;
  reader.on('data', (chunk) => {
    read += chunk.length;
    // Over three times as long as nothing at all may be taken.
    if (read * 4 * silence < bytes * (Date.now() - began)) return;
    reader.pause();
    setTimeout(() => reader.resume(), 50);
  });
  reader.resume();
  await once(reader, 'close');
  expect(read).toBeGreaterThan(bytes);
  expect(Date.now() - began).toBeGreaterThan(3 * silence);
});
