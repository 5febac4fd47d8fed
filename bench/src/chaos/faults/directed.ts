import type { Predicate } from '../net/proxy.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import { oneOf, pause } from './fault.ts';

/** Something exact that must happen at least once; false when it did not come to it in time. */
export interface Directed {
  readonly name: string;
  run(world: World, random: Random): Promise<boolean>;
}

const patienceMs = 4_000;

const within = (done: Promise<boolean>): Promise<boolean> => Promise.race([done, pause(patienceMs).then(() => false)]);

/** The statement that puts messages on the record: its answer comes when it is committed. */
export const appends: Predicate = (_, chunk) => chunk.includes('append_messages(');

/** A device's request to store a message. */
const posts: Predicate = (_, chunk) => /^POST \/api\/v1\/conversations\/[^/]+\/messages /.test(chunk);

interface FramePayload {
  readonly from: number;
  readonly upTo: number;
}

/** A frame gets lost between a node and one device. */
export const droppedFrame: Directed = {
  name: 'frame dropped',
  async run({ devices }, random) {
    const device = oneOf(
      random,
      devices.filter((one) => one.client().state.get().connection.carrier === 'socket'),
    );
    return within(
      new Promise<boolean>((resolve) => {
        device.loseFrame((name, payload) => {
          const { from, upTo } = payload as FramePayload;
          const isNews = name === 'event' && from < upTo;
          if (isNews) resolve(true);
          return isNews;
        });
      }),
    ).finally(() => device.loseFrame(null));
  },
};

/** The service stores a message, and the answer never comes. */
export const droppedAnswer: Directed = {
  name: 'answer dropped',
  async run({ devices }) {
    const traps = devices.map(({ link }) => link.dropResponseOnce(posts));
    const happened = await within(Promise.race(traps.map(({ dropped }) => dropped)));
    for (const trap of traps) trap.cancel();
    return happened;
  },
};

/** A node dies when its commit is on the record: neither the sender nor anybody else has been told. */
export const killedAfterCommit: Directed = {
  name: 'backend killed between commit and announcement',
  async run({ backends, touch }, random) {
    const backend = oneOf(
      random,
      backends.filter((one) => one.isUp()),
    );
    const trap = backend.postgres.dropResponseOnce(appends, () => backend.kill());
    const happened = await within(trap.dropped);
    trap.cancel();
    await pause(200);
    if (!backend.isUp()) await backend.start();
    touch();
    return happened;
  },
};
