import { createServer } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { Server } from 'socket.io';
import { type Socket as Client, io as connect } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listen } from '../platform/http-server.ts';
import { oneWriteATurn } from './one-write.ts';

let server: Server;
let client: Client;
/** What went to the kernel, one entry a write: how many bytes. */
let writes: number[];
const heard: unknown[] = [];

/** Counts what the stream hands on, and hands it on. */
function count(stream: TcpSocket): void {
  const { _write, _writev } = stream;
  stream._write = (chunk, ...rest) => {
    writes.push(chunk.length);
    _write.call(stream, chunk, ...rest);
  };
  stream._writev = (chunks, done) => {
    writes.push(chunks.reduce((sum, { chunk }) => sum + chunk.length, 0));
    _writev?.call(stream, chunks, done);
  };
}

beforeEach(async () => {
  writes = [];
  heard.length = 0;
  const http = createServer();
  http.on('connection', count);
  server = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  server.engine.on('connection', oneWriteATurn);
  const { port } = await listen(http, 0, '127.0.0.1');
  client = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  client.onAny((name, value) => heard.push([name, value]));
  await new Promise<void>((resolve) => client.once('connect', resolve));
  writes.length = 0;
});
afterEach(async () => {
  client.close();
  await server.close();
});

const told = (name: string) => new Promise<void>((resolve) => client.once(name, () => resolve()));

it('writes once what is said within one turn, in the order it was said', async () => {
  const all = told('three');
  const [socket] = server.sockets.sockets.values();
  socket?.emit('one', 1);
  server.emit('two', 2);
  await Promise.resolve();
  socket?.emit('three', 3);
  await all;
  expect(heard).toEqual([
    ['one', 1],
    ['two', 2],
    ['three', 3],
  ]);
  expect(writes).toHaveLength(1);
});

it('writes at the end of each turn, and what was said before a goodbye', async () => {
  const first = told('first');
  server.emit('first', 1);
  await first;
  expect(writes).toHaveLength(1);
  const gone = new Promise<unknown>((resolve) => client.once('disconnect', resolve));
  const [socket] = server.sockets.sockets.values();
  socket?.emit('last', 2);
  socket?.disconnect(true);
  expect(await gone).toBe('io server disconnect');
  expect(heard).toEqual([
    ['first', 1],
    ['last', 2],
  ]);
});
