import { connect, createServer, type Socket } from 'node:net';

/** What becomes of what passes here. `badGateway`: this place answers by itself; `blackhole`: nothing comes back. */
type Passage = 'pass' | 'cut' | 'badGateway' | 'blackhole';

/** A real wire to a real server, whose requests and whose sockets can be broken apart from each other. */
export interface BreakableWay {
  readonly port: number;
  http: Passage;
  socket: Passage;
  /** How many have come so far. */
  met(): number;
  /** Whatever is open is cut: what comes next meets what was set. */
  drop(): void;
  close(): Promise<void>;
}

const badGateway =
  'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 20\r\nconnection: close\r\n\r\n<h1>Bad Gateway</h1>';

/** Opens one before the server on that port; what is no HTTP (a database's wire) counts as `http` too. */
export async function openBreakableWay(target: number): Promise<BreakableWay> {
  const open = new Set<Socket>();
  let met = 0;

  const server = createServer((near) => {
    open.add(near);
    met += 1;
    near.on('error', () => undefined).on('close', () => open.delete(near));
    near.once('data', (first) => {
      const passage = /upgrade: websocket/i.test(first.toString('latin1')) ? way.socket : way.http;
      if (passage === 'cut') near.destroy();
      if (passage === 'badGateway') near.end(badGateway);
      if (passage !== 'pass') return;
      const far = connect(target, '127.0.0.1');
      far.on('error', () => near.destroy()).on('close', () => near.destroy());
      near.on('close', () => far.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  const drop = (): void => {
    for (const socket of open) socket.destroy();
  };
  const way: BreakableWay = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    http: 'pass',
    socket: 'pass',
    met: () => met,
    drop,
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return way;
}
