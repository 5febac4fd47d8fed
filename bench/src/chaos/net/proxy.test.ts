import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../random.ts';
import { createProxy, type Link } from './proxy.ts';

let server: Server;
let proxy: Link;
let heard: string;
const sockets: Socket[] = [];

/** Answers every word it hears with the same in capitals. */
beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      heard += data.toString();
      socket.write(data.toString().toUpperCase());
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  proxy = await createProxy(() => port, createRandom(1).next);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  server.close();
});

interface Client {
  readonly socket: Socket;
  said(): string;
  pieces(): number;
  cut(): boolean;
}

async function client(): Promise<Client> {
  const socket = connect(proxy.port, '127.0.0.1');
  sockets.push(socket);
  let said = '';
  let pieces = 0;
  let isCut = false;
  socket.on('data', (data) => {
    said += data.toString();
    pieces += 1;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isCut = true;
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
  return { socket, said: () => said, pieces: () => pieces, cut: () => isCut };
}

describe('a link that can be broken', () => {
  test('passes everything on while nothing is wrong', async () => {
    const ada = await client();
    ada.socket.write('hello');
    await vi.waitFor(() => expect(ada.said()).toBe('HELLO'));
    expect(proxy.connections).toBe(1);
  });

  test('is late, and keeps the order', async () => {
    proxy.set({ latency: 60, jitter: 50 });
    const ada = await client();
    const began = performance.now();
    for (const word of ['one ', 'two ', 'three ', 'four ']) {
      ada.socket.write(word);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.waitFor(() => expect(ada.said()).toBe('ONE TWO THREE FOUR '));
    expect(performance.now() - began).toBeGreaterThan(20);
  });

  test('is slow', async () => {
    const ada = await client();
    proxy.set({ rate: 1_000, slice: 50 });
    const began = performance.now();
    ada.socket.write('x'.repeat(200));
    await vi.waitFor(() => expect(ada.said()).toHaveLength(200), { timeout: 5_000 });
    expect(performance.now() - began).toBeGreaterThan(150);
  });

  test('hands on one byte at a time', async () => {
    const ada = await client();
    proxy.set({ slice: 1 });
    ada.socket.write('hello');
    await vi.waitFor(() => expect(ada.said()).toBe('HELLO'));
    expect(ada.pieces()).toBeGreaterThan(1);
  });

  test('goes down: what was connected is cut, and nobody comes in until it is up', async () => {
    const ada = await client();
    proxy.set({ down: true });
    await vi.waitFor(() => expect(ada.cut()).toBe(true));
    const bob = await client();
    await vi.waitFor(() => expect(bob.cut()).toBe(true));
    proxy.heal();
    const cy = await client();
    cy.socket.write('back');
    await vi.waitFor(() => expect(cy.said()).toBe('BACK'));
  });

  test('a black hole holds everything back, and gives it when it closes', async () => {
    const ada = await client();
    proxy.set({ blackhole: true });
    ada.socket.write('hello');
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(heard).toBe('');
    expect(ada.cut()).toBe(false);
    proxy.heal();
    await vi.waitFor(() => expect(ada.said()).toBe('HELLO'));
  });

  test('resets what is connected', async () => {
    const ada = await client();
    proxy.reset();
    await vi.waitFor(() => expect(ada.cut()).toBe(true));
    expect(proxy.connections).toBe(0);
  });

  test('cuts after so many bytes', async () => {
    proxy.set({ limitBytes: 6 });
    const ada = await client();
    ada.socket.write('hello');
    await vi.waitFor(() => expect(ada.cut()).toBe(true));
    expect(heard).toBe('hello');
    expect(ada.said()).toBe('');
  });

  test('loses its share of what is asked or answered, and the connection with it', async () => {
    proxy.set({ loss: 0.3 });
    let answered = 0;
    for (let round = 0; round < 200; round += 1) {
      const ada = await client();
      ada.socket.write('hello');
      await vi.waitFor(() => expect(ada.cut() || ada.said() === 'HELLO').toBe(true), { interval: 2 });
      if (ada.said() === 'HELLO') answered += 1;
      ada.socket.destroy();
    }
    expect(answered).toBeGreaterThan(110);
    expect(answered).toBeLessThan(170);
    // Of what was lost some had arrived: only the answer was.
    expect(heard.length / 'hello'.length).toBeGreaterThan(answered);
  });

  test('drops one answer: the words arrive, and who said them never learns it', async () => {
    const ada = await client();
    let isFirst = false;
    const { dropped } = proxy.dropResponseOnce(
      (said, chunk) => said.includes('begin') && chunk.endsWith('commit'),
      () => {
        isFirst = ada.said() === 'BEGIN ';
      },
    );
    ada.socket.write('begin ');
    await vi.waitFor(() => expect(ada.said()).toBe('BEGIN '));
    ada.socket.write('commit');
    expect(await dropped).toBe(true);
    await vi.waitFor(() => expect(ada.cut()).toBe(true));
    expect(heard).toBe('begin commit');
    expect(ada.said()).toBe('BEGIN ');
    expect(isFirst).toBe(true);

    const again = await client();
    again.socket.write('begin commit');
    await vi.waitFor(() => expect(again.said()).toBe('BEGIN COMMIT'));
  });

  test('holds back one thing that is said, until it is released', async () => {
    const ada = await client();
    const { held, release } = proxy.holdOnce((_, chunk) => chunk.startsWith('wait'));
    ada.socket.write('go ');
    await vi.waitFor(() => expect(ada.said()).toBe('GO '));
    ada.socket.write('wait');
    await held;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard).toBe('go ');
    release();
    await vi.waitFor(() => expect(ada.said()).toBe('GO WAIT'));
  });
});
