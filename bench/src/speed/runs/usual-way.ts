import { randomUUID } from 'node:crypto';
import type { Lab } from '../lab/lab.ts';
import type { Program } from '../lab/program.ts';
import { type Cost, costOf } from '../measure/window.ts';
import { openHttp } from '../wire/http-connection.ts';
import { openSocket } from '../wire/socket-connection.ts';

/** One hot room as it is usually built: a transaction and an event for each message, everything else left out. */
export async function sendTheUsualWay(
  lab: Lab,
  usual: Program,
  { people, ms }: { people: number; ms: number },
): Promise<{ acknowledged: number; cost: Cost }> {
  const room = randomUUID();
  let heard = 0;
  const onEvent = () => {
    heard += 1;
  };
  const everybody = Array.from({ length: people }, () => room);
  const sockets = await Promise.all(
    everybody.map(() => openSocket(usual.url, { headers: { 'x-room': room }, onEvent })),
  );
  const connections = await Promise.all(everybody.map(() => openHttp(usual.url)));
  let acknowledged = 0;
  const { cost } = await costOf({ server: [usual.pid], database: [lab.databasePid] }, async () => {
    const end = performance.now() + ms;
    await Promise.all(
      connections.map(async (connection) => {
        while (performance.now() < end) {
          const body = JSON.stringify({
            id: randomUUID(),
            room,
            content: 'The quick brown fox jumps over the lazy dog.',
          });
          await connection.request('POST', '/messages', { 'content-type': 'application/json' }, body);
          acknowledged += 1;
        }
      }),
    );
    const patience = performance.now() + 5_000;
    while (heard < acknowledged * people && performance.now() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  for (const one of [...sockets, ...connections]) one.close();
  return { acknowledged, cost };
}
