import { timings } from '@parley/shared/limits.ts';
import type { Me } from '@parley/shared/models/user.ts';
import { createKeepWhole } from '../../chat-client/kept/keep-whole.ts';
import type { KeptStorage } from '../../chat-client/kept/kept-storage.ts';
import { createKeeper } from '../../chat-client/saved/keeper.ts';
import type { SavedStorage } from '../../chat-client/saved/saved-storage.ts';
import { ada, c, engineLab } from '../../chat-client/testing/engine-lab.ts';
import { settle } from '../../chat-client/testing/manual-clock.ts';
import { openIdbSaved, type SavedOptions } from '../idb-saved.ts';

/** The same disk, and how much it is being asked: real encryption takes its own time. */
function watched(saved: SavedStorage, kept: KeptStorage) {
  let running = 0;
  const watch =
    <A extends readonly unknown[], T>(ask: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      running += 1;
      try {
        return await ask(...args);
      } finally {
        running -= 1;
      }
    };
  const { list, set, fail, write } = kept;
  const whole = { list: watch(list), set: watch(set), fail: watch(fail), write: watch(write) };
  const isQuiet = async () => {
    do await settle();
    while (running > 0);
  };
  const seen = { kept: async () => whole, write: watch(saved.write), messages: watch(saved.messages) };
  return { saved: { ...saved, ...seen }, kept: whole, isQuiet };
}

let databases = 0;

/**
 * Ada's device, signed in and connected: what is kept whole lies on a real disk, and the server gives three messages a page.
 * What is to be ended after the test is put into `ends`.
 */
export async function keptDevice(ends: (() => void)[], options: SavedOptions = {}) {
  databases += 1;
  const name = `kept-${databases}`;
  const disk = await openIdbSaved({ name, ...options });
  const { saved, kept: keptWhole, isQuiet } = watched(disk, await disk.kept());
  const lab = engineLab({ saved });
  const { store, clock, engine } = lab;
  const me: Me = {
    id: ada,
    username: 'ada',
    displayName: 'Ada Byron',
    version: 1,
    email: 'ada@example.org',
    createdAt: '2026-11-01T10:00:00Z',
    isAdmin: false,
  };
  store.update((state) => ({ ...state, me }));
  await saved.begin({ userId: ada, epoch: null, at: 0, me });
  const told: string[] = [];
  let leads = true;
  const epoch = () => engine.shelf.reader()?.epoch ?? null;
  const begin = () => {
    const whole = createKeepWhole({
      userId: ada,
      store,
      clock,
      epoch,
      storage: keptWhole,
      call: lab.call,
      failed: engine.failed,
      lead: { leads: () => leads, subscribe: () => () => undefined },
      wrote: () => void told.push('wrote'),
    });
    ends.push(whole.stop);
    return whole;
  };
  const keeper = createKeeper({ ...{ userId: ada, store, clock, epoch, storage: saved }, wrote: () => undefined });
  ends.push(keeper.stop, engine.stop);
  engine.start();
  lab.connect();
  const whole = begin();

  /** Time passes, and the disk keeps up with it. */
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += timings.keptEvery) {
      await clock.advance(timings.keptEvery);
      await isQuiet();
    }
  };
  await pass(3_000);
  const onDisk = async (id = c) =>
    ((await saved.messages(ada, id))?.rows ?? []).flatMap(
      ({ value }) => (value as { content: string | null }).content ?? [],
    );
  const kept = (id = c) => store.get().kept.get(id);
  /** Until all of it is here, or no more fits. */
  const done = async (id = c) => {
    for (let turn = 0; turn < 5_000; turn += 1) {
      const one = kept(id);
      if (one?.failure || (one?.whole?.from === 0 && one.whole.upTo === lab.server.stored(id).seq)) return;
      await pass(timings.keptEvery);
    }
  };
  const pages = () => lab.asks('messages.list');
  const talk = (id: string, count: number, word = 'm') => {
    for (let number = 1; number <= count; number += 1) lab.say(id, `${word}${number}`);
  };
  const words = (count: number, word = 'm') => Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
  return {
    ...lab,
    name,
    done,
    saved,
    keeper,
    whole,
    begin,
    told,
    pass,
    onDisk,
    kept,
    pages,
    talk,
    words,
    lead: (yes: boolean) => (leads = yes),
  };
}
