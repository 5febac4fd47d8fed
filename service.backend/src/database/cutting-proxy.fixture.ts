import { connect, createServer, type Socket } from 'node:net';

/** A wire to Postgres that can be cut right behind a statement: the server carries it out, the answer never arrives. */
export async function openCuttingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  let cutBehind: string | null = null;
  const sockets = new Set<Socket>();

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let cut = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.on('data', (data) => {
      if (cutBehind !== null && data.includes(cutBehind)) {
        cut = true;
        cutBehind = null;
      }
      far.write(data);
    });
    far.on('data', (data) => {
      // The answer has come as far as here: the statement is carried out.
      if (cut) near.destroy();
      else near.write(data);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a proxy without a port');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address.port}`;

  return {
    url: url.href,
    /** The next statement that holds these words is carried out and never answered. */
    cutBehind(words: string): void {
      cutBehind = words;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
