import type { Answer, Api } from '../world/api.ts';
import { compose, nth } from './by-hand.ts';
import type { Stage } from './scenario.ts';

/** What writes, each as one would ask for it. */
const writes = (c: string, epoch: string, head: number): Readonly<Record<string, (api: Api) => Promise<Answer>>> => ({
  'a new title': (api) => api.ask('PATCH', `/conversations/${c}`, { title: `Crew, ${head}` }),
  'a mark': (api) => api.ask('PUT', `/conversations/${c}/receipt`, { epoch, readSeq: head }),
  'a new group': (api) =>
    api.ask('POST', '/conversations', { kind: 'group', id: crypto.randomUUID(), title: 'Not now', userIds: [] }),
});

/** Every node is asked to write by a database that only reads; then it is mended, and everything that waits goes out. */
export async function writesWhileReadOnly(stage: Stage): Promise<void> {
  const { world, seconds, stop, count, complain, measure } = stage;
  const c = nth(world.conversations, 0);
  const owner = nth(world.citizens, 0);
  const writing = stage.load();
  writing.start();
  await world.during(2, stop);
  await world.postgres.readOnly(true);
  count('Postgres read-only');
  // What was open before may still write for a moment: each connection learns of it with its next transaction.
  await world.during(1, stop);
  const { body } = await owner.api.ask('GET', `/conversations/${c}`);
  const { epoch, asOf } = body as { epoch: string; asOf: number };
  for (const backend of world.backends) {
    const api = owner.at(backend);
    const sent = await compose(world, owner, c, `not now, ${backend.name}`).post(api);
    if (sent !== 503) complain(`${backend.name} answered a send with ${sent}`);
    for (const [name, ask] of Object.entries(writes(c, epoch, asOf))) {
      const { status, retryAfter } = await ask(api);
      if (status !== 503) complain(`${backend.name} answered ${name} with ${status}`);
      else if (retryAfter === null) complain(`${backend.name} did not say when to come again with ${name}`);
    }
    const read = await api.ask('GET', `/conversations/${c}/messages`);
    if (read.status !== 200) complain(`${backend.name} answered a reader with ${read.status}`);
  }
  await world.during(seconds, stop).finally(() => world.postgres.readOnly(false));
  world.touch();
  const mended = performance.now();
  await owner.api.insist('PATCH', `/conversations/${c}`, { title: 'Crew again' });
  measure('mended to the first write', performance.now() - mended, { most: 2_000 });
  await world.during(3, stop);
  await writing.stop();
}
