import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  ({ url } = await lab.service());
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
