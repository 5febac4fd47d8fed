import { createWords } from '../load/load.ts';
import { compose, nth } from './by-hand.ts';
import { expects } from './expects.ts';
import { limitsHold } from './f16-limits.ts';
import type { Scenario } from './scenario.ts';

/** What people, or those who pretend to be, may ask for. */
export const requestScenarios: readonly Scenario[] = [
  {
    name: 'F11',
    title: 'one id with other words, by another author, in another conversation',
    seconds: 10,
    devices: 4,
    people: 4,
    groups: 2,
    async play(stage) {
      const { world, count } = stage;
      const [ada, bob] = [nth(world.citizens, 0), nth(world.citizens, 1)];
      const [here, there] = [nth(world.conversations, 0), nth(world.conversations, 1)];
      for (let round = 1; round <= 50; round += 1) {
        const sent = compose(world, ada, here, `round ${round}`);
        await expects(
          stage,
          'first',
          sent.post(ada.api).then((status) => ({ status })),
          201,
        );
        const again = (citizen: typeof ada, content: string) =>
          citizen.api.ask('POST', `/conversations/${here}/messages`, { id: sent.id, content });
        await expects(stage, 'other words', again(ada, `round ${round}, otherwise`), 422);
        await expects(stage, 'another author', again(bob, `round ${round}`), 422);
        const elsewhere = compose(world, ada, there, `round ${round}, elsewhere`, sent.id);
        await expects(
          stage,
          'elsewhere',
          elsewhere.post(ada.api).then((status) => ({ status })),
          201,
        );
        count('id used again');
      }
    },
  },
  limitsHold,
  {
    name: 'F21',
    title: 'a device away for more changes than one answer holds; cursors from nowhere',
    seconds: 20,
    people: 4,
    devices: 5,
    groups: 2,
    async play(stage) {
      const { world, random, count, complain } = stage;
      const absent = nth(world.devices, 3);
      absent.link.set({ down: true });
      absent.online(false);
      count('device away');
      const words = createWords(random.fork('absence'));
      const c = nth(world.conversations, 0);
      for (let batch = 0; batch < 30; batch += 1) {
        await Promise.all(
          world.citizens.map((citizen) => compose(world, citizen, c, words().slice(0, 200)).post(citizen.api)),
        );
      }
      for (let more = 0; more < 100; more += 1)
        await compose(world, nth(world.citizens, 0), c, words().slice(0, 99)).post(nth(world.citizens, 0).api);
      const ada = nth(world.citizens, 0).api;
      const { body } = await ada.ask('GET', `/conversations/${c}`);
      const { epoch } = body as { epoch: string };
      const ahead = await ada.ask('GET', `/conversations/${c}/changes?epoch=${epoch}&afterSeq=1000000`);
      const elsewhere = await ada.ask('GET', `/conversations/${c}/changes?epoch=another&afterSeq=1`);
      for (const { status } of [ahead, elsewhere]) if (status !== 409) complain(`a cursor from nowhere: ${status}`);
      absent.link.heal();
      absent.online(true);
      world.touch();
    },
  },
];
