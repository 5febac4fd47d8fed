import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, type Person } from '../lab/crowd.ts';
import { type HttpConnection, openHttp } from '../wire/http-connection.ts';

/** People who talk in a room, each over a connection of his own. */
export interface Talk {
  /** So many a second, evenly, for so long; says how many were stored. */
  say(aSecond: number, ms: number): Promise<number>;
}

/** Nobody is connected but while he speaks: the server ends what is idle for long. */
export function createTalk(url: string, room: string, people: readonly Person[]): Talk {
  let said = 0;

  async function sayOne(person: Person, connection: HttpConnection, nth: number): Promise<void> {
    const content = `said as number ${nth}${' and a few words more'.repeat(nth % 7)}`;
    const path = `${apiPrefix}/conversations/${room}/messages`;
    const body = JSON.stringify({ id: randomUUID(), content });
    const { status, text } = await connection.request('POST', path, headersOf(person, url), body);
    if (status !== 201) throw new Error(`a send was answered ${status}: ${text}`);
  }

  return {
    async say(aSecond, ms) {
      const began = performance.now();
      const count = Math.round((aSecond * ms) / 1_000);
      // Each speaks his own share, one after the other: who is late catches up.
      await Promise.all(
        people.map(async (person, speaker) => {
          const connection = await openHttp(url);
          for (let nth = speaker; nth < count; nth += people.length) {
            const due = began + (nth / aSecond) * 1_000 - performance.now();
            if (due > 0) await pause(due);
            await sayOne(person, connection, said + nth);
          }
          connection.close();
        }),
      );
      said += count;
      return count;
    },
  };
}
