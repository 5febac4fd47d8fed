import { pause } from '../faults/fault.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

/** Marks of one person from several devices: late, doubled, too high, too low. */
export const marks: Scenario = {
  name: 'F22',
  title: 'receipts of one person from several devices: interleaved, doubled, reordered, beyond the head',
  seconds: 15,
  people: 3,
  devices: 6,
  groups: 2,
  async play({ world, random, seconds, load, count, complain, stop }) {
    const { backends, citizens, conversations, reader } = world;
    const writing = load(8);
    writing.start();
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline && !stop.aborted) {
      const c = random.pick(conversations) ?? '';
      const citizen = nth(citizens, random.between(0, citizens.length - 1));
      const { body } = await citizen.api.ask('GET', `/conversations/${c}`).catch(() => ({ body: null }));
      const known = body as { epoch: string; asOf: number } | null;
      if (known !== null) {
        const seqs = [known.asOf, random.between(0, known.asOf), known.asOf + 1_000, random.between(0, known.asOf)];
        const answers = await Promise.all(
          seqs.map((readSeq, index) =>
            citizen.at(nth(backends, index % backends.length)).ask('PUT', `/conversations/${c}/receipt`, {
              epoch: known.epoch,
              ...(random.chance(0.7) ? { readSeq } : { deliveredSeq: readSeq }),
            }),
          ),
        );
        for (const { status, body: mark } of answers) {
          const { readSeq, deliveredSeq, asOf } = mark as { readSeq: number; deliveredSeq: number; asOf: number };
          if (status === 200 && (readSeq > deliveredSeq || deliveredSeq > asOf))
            complain(`marks ${readSeq}/${deliveredSeq} of ${asOf}`);
        }
        count('four marks at once');
      }
      await pause(40);
    }
    await writing.stop();
    const [broken] = await reader.query<{ count: number }>(
      'SELECT count(*)::int FROM participants WHERE read_seq > delivered_seq',
    );
    if (broken !== undefined && broken.count > 0) complain(`${broken.count} people have read more than was delivered`);
  },
};
