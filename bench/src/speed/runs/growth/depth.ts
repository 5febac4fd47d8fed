import { makePeople, makeRoom } from '../../lab/crowd.ts';
import type { Lab } from '../../lab/lab.ts';
import { lengthen } from '../../lab/long-room.ts';
import type { Line } from '../../measure/line.ts';
import { openHttp } from '../../wire/http-connection.ts';
import type { Measure } from '../bench.ts';
import { timesOf } from '../times.ts';
import { curveOf, type Seen } from './point.ts';

const depths = [1_000, 10_000, 100_000, 300_000];

/** Milliseconds of a page of fifty out of the middle of longer and longer histories. */
export async function byDepth(lab: Lab, { rounds }: Measure): Promise<readonly Line[]> {
  const server = await lab.service();
  const persons = await makePeople(lab.sql, 2);
  const [person] = persons;
  if (person === undefined) throw new Error('nobody is there');
  const questions = [];
  for (const depth of depths) {
    const room = await makeRoom(server.url, persons);
    await lengthen(lab, room, [person], depth);
    questions.push([person, `/conversations/${room}/messages?limit=50&beforeSeq=${depth / 2}`] as const);
  }
  const connection = await openHttp(server.url);
  const seen: Seen[][] = depths.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const times = await timesOf(connection, questions, server.url);
    for (const [index, price] of times.entries()) seen[index]?.push({ price, cost: null });
  }
  connection.close();
  return curveOf({ name: 'messages in a conversation', unit: 'ms a page' }, depths, seen);
}
