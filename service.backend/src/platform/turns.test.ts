import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTurns, mostWaiting } from './turns.ts';

let server: Server;
let begun: string[];
let ended: string[];
let heard: number;
let finish: () => void;

beforeEach(async () => {
  begun = [];
  ended = [];
  heard = 0;
  const app = express();
  app.get('/held', (_request, response) => {
    finish = () => void response.send('held');
  });
  app.get('/never', () => undefined);
  app.use((request, response) => void response.send(request.path));
  const inTurn = createTurns((request, response) => {
    const path = request.url ?? '';
    begun.push(path);
    response.once('close', () => void ended.push(path));
    app(request as express.Request, response as express.Response);
  });
  server = createServer((request, response) => {
    heard += 1;
    inTurn(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

interface Line {
  readonly socket: Socket;
  text(): string;
  readonly closed: Promise<void>;
}

/** Says all of it in one breath. */
async function say(bytes: string): Promise<Line> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(bytes);
  return { socket, text: () => text, closed };
}

it('begins what comes over one connection one after another, and answers all of it in its order', async () => {
  const line = await say(get('/held') + get('/a') + get('/b'));
  await expect.poll(() => heard).toBe(3);
  expect(begun).toEqual(['/held']);
  finish();
  await expect.poll(() => line.text()).toMatch(/held[\s\S]*\/a[\s\S]*\/b$/);
  expect([begun, statuses(line.text())]).toEqual([
    ['/held', '/a', '/b'],
    [200, 200, 200],
  ]);
  line.socket.write(get('/c'));
  await expect.poll(() => line.text()).toMatch(/\/c$/);
});

it('keeps nobody on another connection waiting', async () => {
  await say(get('/held') + get('/a'));
  const other = await say(get('/b'));
  await expect.poll(() => other.text()).toMatch(/\/b$/);
});

it('refuses the first that is too many, and ends with that', async () => {
  const line = await say(get('/held') + get('/a').repeat(2 * mostWaiting));
  await expect.poll(() => heard).toBe(1 + 2 * mostWaiting);
  finish();
  await line.closed;
  expect(statuses(line.text())).toEqual([200, ...Array.from({ length: mostWaiting }, () => 200), 429]);
  expect(line.text()).toMatch(/retry-after: 1\r\n[\s\S]*"code":"RATE_LIMITED"[^}]*}}$/i);
  expect(begun).toHaveLength(1 + mostWaiting);
});

it('hears no more of one who sends ahead without end', async () => {
  const line = await say(get('/held') + get('/a').repeat(200_000));
  await expect.poll(() => heard).toBeGreaterThan(mostWaiting);
  finish();
  await line.closed;
  // What came in the same piece was read with it; the rest of eight megabytes was not.
  expect(heard).toBeLessThan(10_000);
  expect(begun).toHaveLength(1 + mostWaiting);
});

it('tells whatever was begun that the one who asked went away', async () => {
  const line = await say(get('/held') + get('/never').repeat(20));
  await expect.poll(() => heard).toBe(21);
  finish();
  await expect.poll(() => begun).toEqual(['/held', '/never']);
  line.socket.destroy();
  await expect.poll(() => ended).toEqual(['/held', '/never']);
  expect(begun).toHaveLength(2);
});
