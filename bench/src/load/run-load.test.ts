import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProxy } from '../chaos/net/proxy.ts';
import { type Lab, openLab } from '../speed/lab/lab.ts';
import { fillRooms, signUp } from './guests.ts';
import { climb } from './ramp.ts';
import { closingLine, isGood, report } from './report.ts';
import { type FilledRooms, runLoad } from './run-load.ts';

let lab: Lab;
let url: string;
let rooms: FilledRooms;

beforeAll(async () => {
  lab = await openLab(() => undefined);
  ({ url } = await lab.service({ LOG_LEVEL: 'silent' }));
  rooms = await fillRooms(url, await signUp(url, 4, () => undefined), 2);
}, 120_000);
afterAll(() => lab.close());

describe('a load', () => {
  it('counts what two rooms of two said, as fast as they are answered and at a rate', async () => {
    for (const rate of [null, 40]) {
      const result = await runLoad({ url, rooms, messages: 5, rate, onProgress: () => undefined });
      expect(closingLine(result)).toBe('lost 0, doubled 0, reordered 0 (20 acknowledged, 40 of 40 deliveries)');
      expect(isGood(result)).toBe(true);
      expect(report(result).join('\n')).toMatch(/send to each device +p50 \d+ .* max \d+ ms/);
    }
  });

  it('goes on where what stands in between cuts every connection, as a proxy does that is started anew', async () => {
    const link = await createProxy(() => Number(new URL(url).port), Math.random);
    const address = `http://127.0.0.1:${link.port}`;
    const cutting = setInterval(() => link.reset(), 700);
    const result = await runLoad({ url: address, rooms, messages: 20, rate: 20, onProgress: () => undefined }).finally(
      async () => {
        clearInterval(cutting);
        await link.close();
      },
    );
    expect(closingLine(result)).toBe('lost 0, doubled 0, reordered 0 (80 acknowledged, 160 of 160 deliveries)');
    expect(isGood(result)).toBe(true);
  }, 60_000);

  it('reads the record when all was said: what everybody heard and the database no longer has is lost', async () => {
    const forget = `DELETE FROM messages WHERE (conversation_id, seq) IN
      (SELECT conversation_id, max(seq) FROM messages WHERE conversation_id = $1 GROUP BY 1)`;
    const forgotten: Promise<unknown>[] = [];
    const result = await runLoad({
      url,
      rooms,
      messages: 10,
      rate: 20,
      onProgress(account) {
        if (account.delivery() > 0 && forgotten.length === 0) forgotten.push(lab.sql.query(forget, [rooms[0]?.room]));
      },
    });
    await Promise.all(forgotten);
    expect(closingLine(result)).toBe('lost 1, doubled 0, reordered 0 (40 acknowledged, 80 of 80 deliveries)');
    expect(isGood(result)).toBe(false);
  });

  it('climbs until a limit no longer holds, and tells the last one that did', async () => {
    const said: string[] = [];
    const bound = { answeredP99: 0, arrivedP99: 0 };
    expect(await climb({ url, rooms, bound, say: (line) => said.push(line) })).toBe(1);
    const tooMuch = expect.stringMatching(
      /^50 a second: answer p99 \d+ ms, arrival p99 \d+ ms, lost 0, .* <- too much$/,
    );
    expect(said).toEqual([
      tooMuch,
      tooMuch,
      'Not even 50 messages a second hold answer p99 <= 0 ms and arrival p99 <= 0 ms.',
    ]);
  }, 60_000);
});
