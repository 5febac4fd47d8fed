import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage, soon, texts, unsent, write } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.service.close());

it('carries words from one to the other in their order, and tells what was read', async () => {
  const { ada, bob, c } = await stage.two();
  await Promise.all(['one', 'two', 'three'].map((text) => write(ada, c, text)));
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two', 'three']));
  await soon(() => expect(texts(ada, c)).toEqual(['one', 'two', 'three']));
  const { summary } = bob.client.state.get().conversations.get(c) ?? {};
  expect(summary?.me.unread.count).toBe(3);
  bob.client.markRead(c, summary?.head ?? 0);
  await soon(() => {
    expect(bob.client.state.get().conversations.get(c)?.summary.me.unread.count).toBe(0);
    expect(ada.client.state.get().conversations.get(c)?.summary.peer?.readSeq).toBe(summary?.head);
  });
  expect(unsent(ada)).toEqual([]);
  expect(ada.client.state.get().connection).toMatchObject({ phase: 'live', carrier: 'socket' });
});

it('edits, deletes, renames, adds and removes for everybody who is there', async () => {
  const { ada, bob } = await stage.two();
  const eve = await stage.person('eve');
  const c = await ada.client.startGroup('Harbour', [bob.userId]);
  await ada.client.open(c);
  await soon(() => expect(bob.client.state.get().order).toContain(c));
  await bob.client.open(c);
  await write(ada, c, 'first');
  await write(ada, c, 'second');
  await soon(() => expect(texts(bob, c)).toEqual(['first', 'second']));
  const rows =
    ada.client.state
      .get()
      .conversations.get(c)
      ?.timeline?.rows.filter(({ kind }) => kind === 'text') ?? [];
  const [first, second] = rows;
  await ada.client.edit(c, first?.id ?? '', 'better', first?.version ?? 0);
  await ada.client.remove(c, second?.id ?? '');
  await ada.client.rename(c, 'Haven');
  await ada.client.addPeople(c, [eve.userId]);
  await soon(() => {
    expect(texts(bob, c)).toEqual(['better', null]);
    expect(bob.client.state.get().conversations.get(c)?.summary.conversation.title).toBe('Haven');
    expect(eve.client.state.get().order).toContain(c);
    expect(bob.client.state.get().conversations.get(c)?.participants.size).toBe(3);
  });
  await ada.client.removePerson(c, bob.userId);
  await soon(() => expect(bob.client.state.get().order).not.toContain(c));
  await write(bob, c, 'too late');
  await soon(() =>
    expect(unsent(bob)).toMatchObject([{ status: 'failed', content: 'too late', failure: { code: 'NOT_FOUND' } }]),
  );
});

it('shows who types and who is there', async () => {
  const { ada, bob, c } = await stage.two();
  ada.client.setTyping(c, true);
  await soon(() => expect(bob.client.state.get().typing.get(c)).toEqual([ada.userId]));
  await write(ada, c, 'done');
  await soon(() => expect(bob.client.state.get().typing.get(c)).toBeUndefined());
  // They met after both had connected, and nobody came or went since: whom one meets is asked about.
  await soon(() => expect(bob.client.state.get().presences.get(ada.userId)?.online).toBe(true));
});
