import type { Program } from '../lab/program.ts';
import { type Cost, costOf } from '../measure/window.ts';
import { openHttp } from '../wire/http-connection.ts';

/** Posts to a bare server over so many kept connections, one in flight on each. */
export async function postFor(
  program: Program,
  { path, connections, ms, database = [] }: { path: string; connections: number; ms: number; database?: number[] },
): Promise<{ answered: number; cost: Cost }> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openHttp(program.url)));
  let answered = 0;
  const { cost } = await costOf({ server: [program.pid], database }, async () => {
    const end = performance.now() + ms;
    await Promise.all(
      opened.map(async (connection) => {
        while (performance.now() < end) {
          const body = JSON.stringify({ name: `hello, number ${answered}`, id: crypto.randomUUID() });
          const { status } = await connection.request('POST', path, { 'content-type': 'application/json' }, body);
          if (status !== 201) throw new Error(`${path} was answered ${status}`);
          answered += 1;
        }
      }),
    );
  });
  for (const connection of opened) connection.close();
  return { answered, cost };
}
