import { deleteDB, openDB } from 'idb';
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
  expect((await storage.outbox.list('ada')).map(({ value }) => value)).toEqual([entry('one')]);
});

it('works without encryption where the page has none', async () => {
  const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;
  const storage = await openIdbStorage(fresh(), bare);
  await storage.drafts.set('ada', 'c', { content: 'hello' });
  expect(await storage.drafts.get('ada', 'c')).toEqual({ content: 'hello' });
  await storage.drafts.set('ada', 'c', null);
  expect(await storage.drafts.get('ada', 'c')).toBeUndefined();
});

it('has what waits on the disk again, in its order, when the disk is cleared under an open page', async () => {
  const name = fresh();
  const page = await openIdbStorage(name);
  const positions = [await page.outbox.add('ada', entry('one')), await page.outbox.add('ada', entry('two'))];
  const [first = 0, second = 0] = positions;
  await page.outbox.replace('ada', { position: first, revision: 1 }, entry('one, tried'));
  const sent = await page.outbox.add('ada', entry('sent'));
  await page.outbox.remove('ada', { position: sent, revision: 1 });
  const left = [
    { position: first, revision: 2, value: entry('one, tried') },
    { position: second, revision: 1, value: entry('two') },
  ];
  await deleteDB(name);
  const after = await openIdbStorage(name);
  expect(await after.outbox.list('ada')).toEqual(left);
  // The page goes on as if nothing had been.
  expect(await page.outbox.add('ada', entry('three'))).toBeGreaterThan(second);
  expect(await page.outbox.remove('ada', { position: first, revision: 2 })).toBe(true);
  expect((await after.outbox.list('ada')).map(({ value }) => value)).toEqual([entry('two'), entry('three')]);
});
