import type { Program } from '../lab/program.ts';
import { type Cost, costOf } from '../measure/window.ts';
import { openHttp } from '../wire/http-connection.ts';

interface Posts {
  readonly path: string;
  readonly connections: number;
  readonly ms: number;
  readonly database?: readonly number[];
  readonly bodyOf?: (nth: number) => object;
}

const greeting = (nth: number) => ({ name: `hello, number ${nth}`, id: crypto.randomUUID() });

/** A message for one of ten rooms. */
export const message = (nth: number) => ({
  id: crypto.randomUUID(),
  room: (nth % 10) + 1,
  content: 'The quick brown fox jumps over the lazy dog.',
});

/** Posts to a bare server over so many kept connections, one in flight on each. */
export async function postFor(
  program: Program,
  { path, connections, ms, database = [], bodyOf = greeting }: Posts,
): Promise<{ answered: number; cost: Cost }> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openHttp(program.url)));
  let answered = 0;
  const { cost } = await costOf({ server: [program.pid], database }, async () => {
    const end = performance.now() + ms;
    await Promise.all(
      opened.map(async (connection) => {
        while (performance.now() < end) {
          const body = JSON.stringify(bodyOf(answered));
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
