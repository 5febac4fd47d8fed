import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, inject } from 'vitest';

/** A way to the service that a test may cut. What goes over it goes by HTTP alone: sockets are refused. */
interface Front {
  readonly address: string;
  /** From now on nobody answers there, and what was open is gone. */
  down(): void;
  up(): Promise<void>;
  /** Requests arrive, and their answers get lost. */
  swallowAnswers(is: boolean): void;
  /** How many requests to send a message have arrived. */
  sends(): number;
  /** The build changes: the next worker is another one. */
  release(): void;
  close(): void;
}

/** One for each test of a file, which closes it. */
export function useFront(): Omit<Front, 'close'> {
  let front: Front;
  beforeEach(async () => {
    front = await openFront();
  });
  afterEach(() => front.close());
  return {
    get address() {
      return front.address;
    },
    down: () => front.down(),
    up: () => front.up(),
    swallowAnswers: (is) => front.swallowAnswers(is),
    sends: () => front.sends(),
    release: () => front.release(),
  };
}

async function openFront(): Promise<Front> {
  const target = new URL(inject('origin'));
  let isSwallowing = false;
  let sends = 0;
  let newer = '';

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (incoming.method === 'POST' && incoming.url?.endsWith('/messages')) sends += 1;
    const isWorker = incoming.url === '/service-worker.js';
    const headers = { ...incoming.headers };
    if (isWorker) headers['accept-encoding'] = 'identity';
    if (isWorker) for (const name of ['if-none-match', 'if-modified-since']) delete headers[name];
    const onward = request(
      { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        if (isSwallowing) return void answer.resume();
        const { 'content-length': _, ...others } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 500, isWorker ? others : answer.headers);
        answer.pipe(outgoing, { end: !isWorker });
        if (isWorker) answer.on('end', () => outgoing.end(newer));
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  let server = createServer(pass);
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const down = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    address: `http://127.0.0.1:${port}`,
    down,
    async up() {
      server = createServer(pass);
      await listen(port);
    },
    swallowAnswers(is) {
      isSwallowing = is;
    },
    sends: () => sends,
    release() {
      newer = '\n// newer\n';
    },
    close: down,
  };
}
