import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { openIdbStorage } from './idb-storage.ts';

let count = 0;
const fresh = () => {
  count += 1;
  return `storage-${count}`;
};
const entry = (text: string) => ({ content: text });

it('gives positions in the order of writing, and keeps people apart, across reloads', async () => {
  const name = fresh();
  const first = await openIdbStorage(name);
  const positions = [
    await first.outbox.add('ada', entry('one')),
    await first.outbox.add('bob', entry('other')),
    await first.outbox.add('ada', entry('two')),
  ];
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  first.close();
  const second = await openIdbStorage(name);
  expect((await second.outbox.list('ada')).map(({ value }) => value)).toEqual([entry('one'), entry('two')]);
  expect(await second.outbox.positions('bob')).toEqual([positions[1]]);
});

it('changes only what is still as it was seen', async () => {
  const { outbox } = await openIdbStorage(fresh());
  const position = await outbox.add('ada', entry('one'));
  expect(await outbox.replace('ada', { position, revision: 1 }, entry('mine'))).toBe(true);
  expect(await outbox.replace('ada', { position, revision: 1 }, entry('theirs'))).toBe(false);
  expect(await outbox.remove('ada', { position, revision: 1 })).toBe(false);
  expect(await outbox.remove('bob', { position, revision: 2 })).toBe(false);
  expect(await outbox.list('ada')).toEqual([{ position, revision: 2, value: entry('mine') }]);
  const moved = await outbox.move('ada', { position, revision: 2 }, entry('again'));
  expect(moved).toBeGreaterThan(position);
  expect(await outbox.move('ada', { position, revision: 2 }, entry('twice'))).toBeNull();
  expect(await outbox.list('ada')).toEqual([{ position: moved, revision: 1, value: entry('again') }]);
  expect(await outbox.remove('ada', { position: moved ?? 0, revision: 1 })).toBe(true);
  expect(await outbox.positions('ada')).toEqual([]);
});

it('writes no readable text to disk, and gives one user nothing of another', async () => {
  const name = fresh();
  const storage = await openIdbStorage(name);
  await storage.outbox.add('ada', entry('a secret'));
  await storage.drafts.set('ada', 'c', { content: 'a secret' });
  storage.close();
  const raw = await openDB(name);
  const all = [...(await raw.getAll('entries')), ...(await raw.getAll('drafts'))];
  expect(all).toHaveLength(2);
  for (const { sealed } of all) {
    expect(Object.keys(sealed).sort()).toEqual(['data', 'iv']);
    expect(new TextDecoder().decode(sealed.data)).not.toContain('secret');
  }
  const [key] = await raw.getAll('keys');
  expect(key.extractable).toBe(false);
  // What somebody moved to another's place does not open there.
  const tx = raw.transaction('entries', 'readwrite');
  const [record] = await tx.store.getAll();
  await tx.store.put({ ...record, userId: 'bob' });
  await tx.done;
  raw.close();
  const again = await openIdbStorage(name);
  expect((await again.outbox.list('bob')).map(({ value }) => value)).toEqual([undefined]);
});

it('lets two tabs that open at once use one key', async () => {
  const name = fresh();
  const [first, second] = await Promise.all([openIdbStorage(name), openIdbStorage(name)]);
  await first.outbox.add('ada', entry('one'));
  expect((await second.outbox.list('ada')).map(({ value }) => value)).toEqual([entry('one')]);
});

it('makes way for who wants to upgrade or delete, and comes back', async () => {
  const name = fresh();
  const storage = await openIdbStorage(name);
  await storage.outbox.add('ada', entry('one'));
  await new Promise<void>((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase(name);
    deletion.onsuccess = () => resolve();
    deletion.onblocked = () => reject(new Error('it stood in the way'));
  });
  expect(await storage.outbox.list('ada')).toEqual([]);
});

it('works without encryption where the page has none', async () => {
  const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;
  const storage = await openIdbStorage(fresh(), bare);
  await storage.drafts.set('ada', 'c', { content: 'hello' });
  expect(await storage.drafts.get('ada', 'c')).toEqual({ content: 'hello' });
  await storage.drafts.set('ada', 'c', null);
  expect(await storage.drafts.get('ada', 'c')).toBeUndefined();
});
