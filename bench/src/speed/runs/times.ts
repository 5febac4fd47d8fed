import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, type Person } from '../lab/crowd.ts';
import { median } from '../measure/median.ts';
import type { HttpConnection } from '../wire/http-connection.ts';

const asks = 60;

/** Milliseconds of each of these questions, asked in turns: whatever else burns the machine burns for all of them. */
export async function timesOf(
  connection: HttpConnection,
  questions: readonly (readonly [Person, string])[],
  url: string,
) {
  const times = questions.map(() => [] as number[]);
  for (let turn = 0; turn < asks; turn += 1) {
    for (const [index, [person, path]] of questions.entries()) {
      const began = performance.now();
      const { status, text } = await connection.request('GET', `${apiPrefix}${path}`, headersOf(person, url));
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
      if (turn >= asks / 6) times[index]?.push(performance.now() - began);
    }
  }
  return times.map(median);
}
