import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage, soon, texts, unsent, write } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.service.close());

it('sends once although answers are lost', async () => {
  const { ada, bob, c } = await stage.two();
  let lost = 0;
  ada.onTheWay = (url, { method }) => {
    if (method !== 'POST' || !url.endsWith('/messages') || lost >= 3) return 'pass';
    lost += 1;
    return 'lose';
  };
  // Without the second carrier, which would bring the answer at once.
  ada.socket()?.close();
  await write(ada, c, 'one');
  await write(ada, c, 'two');
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two']));
  await soon(() => expect([lost, unsent(ada)]).toEqual([3, []]));
});

it('uses the second carrier when HTTP does not get through', async () => {
  const { ada, bob, c } = await stage.two();
  ada.onTheWay = (_, { method }) => (method === 'POST' ? 'drop' : 'pass');
  await write(ada, c, 'by socket');
  await soon(() => expect(texts(bob, c)).toEqual(['by socket']));
  await soon(() => expect(unsent(ada)).toEqual([]));
});

it('keeps what was written offline over a reload, and sends it in order', async () => {
  const { ada, bob, c } = await stage.two();
  ada.onTheWay = () => 'drop';
  ada.signal('offline');
  ada.socket()?.close();
  for (const text of ['one', 'two', 'three']) await write(ada, c, text);
  expect(unsent(ada)).toHaveLength(3);
  ada.onTheWay = () => 'pass';
  await ada.reload();
  ada.signal('online');
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two', 'three']));
  await soon(() => expect(unsent(ada)).toEqual([]));
});

it('heals what the socket lost, also the last word, which nothing follows', async () => {
  const { ada, bob, c } = await stage.two();
  // What his page asks for at its beginning, and the first quiet check, are over: the next one is far away.
  let asked = performance.now();
  bob.onTheWay = () => {
    asked = performance.now();
    return 'pass';
  };
  await soon(() => expect(performance.now() - asked).toBeGreaterThan(2_200));
  bob.deaf = true;
  await write(ada, c, 'unheard');
  await soon(() => expect(unsent(ada)).toEqual([]));
  expect(texts(bob, c)).toEqual([]);
  bob.signal('visible');
  await soon(() => expect(texts(bob, c)).toEqual(['unheard']));
  bob.deaf = true;
  await write(ada, c, 'hole');
  await soon(() => expect(unsent(ada)).toEqual([]));
  bob.deaf = false;
  await write(ada, c, 'after');
  await soon(() => expect(texts(bob, c)).toEqual(['unheard', 'hole', 'after']));
});

it('has the new name of somebody in a large group who got it while one was away', async () => {
  const bob = await stage.person('bob');
  const others = await Promise.all(['ada', 'cem', 'dora', 'emil', 'finn', 'gina'].map(stage.person));
  const c = await bob.client.startGroup(
    'Crew',
    others.map(({ userId }) => userId),
  );
  await bob.client.open(c);
  // His line shows four faces of six; whose it does not, its summary does not bring.
  const last = others.toSorted((one, other) => (one.userId < other.userId ? -1 : 1)).at(-1);
  if (!last) throw new Error('nobody is in it');
  const nameHere = () => bob.client.state.get().users.get(last.userId)?.displayName;
  await soon(() => expect(nameHere()).toBe(last.client.state.get().me?.displayName));
  bob.onTheWay = () => 'drop';
  bob.signal('offline');
  bob.socket()?.close();
  await last.client.changeProfile('Ada Lovelace');
  bob.onTheWay = () => 'pass';
  bob.signal('online');
  await soon(() => expect(nameHere()).toBe('Ada Lovelace'));
});
