import { afterEach, expect, it } from 'vitest';
import { aMessage } from '../../chat/testing/fake-data.ts';
import { nothingSaved, type SavedMessages } from '../saved/saved-storage.ts';
import { bob, d, engineLab } from '../testing/engine-lab.ts';
import { type Lab, stopLabs } from '../testing/ready-lab.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));

/** Connected, with a conversation that is not held, and a disk on which somebody else writes what is said there. */
async function ready() {
  const disk = { rows: [] as ReturnType<typeof aMessage>[], upTo: 0, reads: 0 };
  const saved = {
    ...nothingSaved,
    async messages(): Promise<SavedMessages> {
      disk.reads += 1;
      const rows = disk.rows.map((value) => ({ seq: value.seq, value }));
      const ranges = [{ from: 0, upTo: disk.upTo, asOf: disk.upTo, live: false }];
      return { epoch: 'epoch-1', at: 1, joinedSeq: 1, visibleFromSeq: 0, ranges, people: [], rows };
    },
  };
  const lab = engineLab({ saved });
  labs.push(lab);
  lab.engine.start();
  lab.connect();
  await lab.clock.advance(3_000);
  const write = (seq: number, content: string, rev = seq): void => {
    disk.rows = [
      ...disk.rows.filter((row) => row.seq !== seq),
      aMessage({ conversationId: d, senderId: bob, seq, rev, content }),
    ];
    disk.upTo = rev;
  };
  return { lab, disk, write };
}

it('shows without a network all that has come to the disk since it was read ahead, in its last version', async () => {
  const { lab, write } = await ready();
  lab.say(d, 'one');
  write(3, 'one');
  await lab.engine.holds.readAhead([d]);
  for (const text of ['two', 'three']) lab.say(d, text);
  write(4, 'two');
  write(3, 'one, better', 5);
  lab.network.http = false;
  lab.drop();
  lab.engine.holds.open(d).catch(() => undefined);
  expect(lab.texts(d)).toEqual(['one']);
  await lab.clock.advance(0);
  expect(lab.texts(d)).toEqual(['one, better', 'two']);
});

it('does not ask the disk again where nothing was said since', async () => {
  const { lab, disk, write } = await ready();
  lab.say(d, 'one');
  write(3, 'one');
  await lab.engine.holds.readAhead([d]);
  lab.engine.holds.open(d).catch(() => undefined);
  await lab.clock.advance(1_000);
  expect([lab.texts(d), disk.reads]).toEqual([['one'], 1]);
});
