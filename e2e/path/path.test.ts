import { startDirect, startGroup } from '@parley/backend/testing/conversations.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeDevices, type Device, type Faults, patience, reload } from './device.ts';
import { isSend, openStage, type Stage, soon } from './stage.ts';

// The one test that must survive: two real clients, real HTTP, a real Postgres, real sockets. Each story has one fault.

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(closeDevices);
afterAll(() => stage.service.close());

describe('the path of a message', () => {
  it('leads from one to the other, and both see the same', async () => {
    const { pair } = stage;
    const [group, a, b] = await pair();
    await a.say(group, 'Is the crane there?');
    await soon(() => expect(b.contents(group)).toEqual(['Is the crane there?']));
    await b.say(group, 'Since six.');
    await soon(() => expect(a.contents(group)).toEqual(['Is the crane there?', 'Since six.']));
    expect(a.unsent(group)).toEqual([]);
  });

  it('sends once although the answers were lost', async () => {
    const { pair, record } = stage;
    let lost = 0;
    const [group, a, b] = await pair({
      async http(request, send) {
        const answer = await send();
        if (!isSend(request) || lost >= 2) return answer;
        lost += 1;
        throw new TypeError('the answer was lost');
      },
    });
    await a.say(group, 'one');
    await a.say(group, 'two');
    await soon(() => expect(b.contents(group)).toEqual(['one', 'two']));
    await soon(() => expect(a.unsent(group)).toEqual([]));
    expect(lost).toBe(2);
    expect((await record(group)).map(({ content }) => content)).toEqual(['one', 'two']);
  });

  it('arrives whole and in order although frames are lost, doubled and late', async () => {
    const { pair } = stage;
    let count = 0;
    const [group, a, b] = await pair(
      {},
      {
        frame(name, deliver) {
          count += 1;
          if (name !== 'event' || count % 5 === 0) deliver();
          if (name !== 'event') return;
          if (count % 3 === 0) setTimeout(deliver, (count * 37) % 400);
          if (count % 7 === 0) deliver();
        },
      },
    );
    const said = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    for (const content of said) await a.say(group, content);
    await soon(() => expect(a.unsent(group)).toEqual([]));
    b.look();
    await soon(() => expect(b.contents(group)).toEqual(said));
  });

  it('finds the last message by its heads, when every frame is lost and nothing follows', async () => {
    const { pair } = stage;
    const [group, a, b] = await pair({}, { frame: (name, deliver) => name !== 'event' && deliver() });
    await a.say(group, 'the last word');
    await soon(() => expect(a.unsent(group)).toEqual([]));
    b.look();
    await soon(() => expect(b.contents(group)).toEqual(['the last word']));
  });

  it('numbers sixty sends at once from both sides without a gap, and both agree', async () => {
    const { pair, record } = stage;
    const [group, a, b] = await pair();
    const says = (one: Device, name: string) =>
      Array.from({ length: 30 }, (_, index) => one.say(group, `${name} ${index}`));
    await Promise.all([...says(a, 'Ada'), ...says(b, 'Bob')]);
    await soon(() => expect(a.contents(group)).toHaveLength(60));
    await soon(() => expect(b.contents(group)).toEqual(a.contents(group)));

    const rows = await record(group);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
    expect(rows.map(({ content }) => content)).toEqual(a.contents(group));
    for (const name of ['Ada', 'Bob']) {
      const own = rows.filter(({ content }) => content.startsWith(name)).map(({ content }) => content);
      expect(own).toEqual(Array.from({ length: 30 }, (_, index) => `${name} ${index}`));
    }
  });

  it('answers the same send next week with the message as it is by then', async () => {
    const { ada, pair, record } = stage;
    const [group, a, b] = await pair();
    const id = await a.say(group, 'Come at five');
    await soon(() => expect(a.contents(group)).toEqual(['Come at five']));
    await a.chat.edit(group, id, 'Come at six', 1);
    await soon(() => expect(b.contents(group)).toEqual(['Come at six']));

    const again = await ada.api.post(`/conversations/${group}/messages`, { id, content: 'Come at five' });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ message: { id, content: 'Come at six', version: 2 } });
    expect(await record(group)).toHaveLength(1);
  });

  it('keeps what is unsent through a reload and sends it by itself, once, in order', async () => {
    const { service, ada, bob, device, record } = stage;
    const disk = crypto.randomUUID();
    let isCut = true;
    const faults: Faults = {
      http: (request, send) => (isCut && isSend(request) ? Promise.reject(new TypeError('no network')) : send()),
      ask: (name, ask) => (isCut && name === 'request' ? Promise.reject(new Error('no network')) : ask()),
    };
    const group = await startGroup(ada, [bob], 'Reload');
    const b = await device(bob);
    await b.chat.open(group);
    const before = await device(ada, faults, disk);
    for (const content of ['first', 'second', 'third']) await before.say(group, content);
    expect(before.unsent(group).map(({ content }) => content)).toEqual(['first', 'second', 'third']);
    expect(await record(group)).toEqual([]);

    isCut = false;
    const after = await reload(before, ada, { url: service.url, disk, faults });
    await soon(() => expect(b.contents(group)).toEqual(['first', 'second', 'third']));
    await soon(() => expect(after.unsent(group)).toEqual([]));
    expect((await record(group)).map(({ content }) => content)).toEqual(['first', 'second', 'third']);
  });

  it('lets a removal win or lose against a send, but never lies about it', async () => {
    const { bob, pair, record } = stage;
    for (let round = 0; round < 8; round++) {
      const [group, a, b] = await pair();
      await b.say(group, 'before');
      await soon(() => expect(a.contents(group)).toEqual(['before']));
      await Promise.all([a.chat.removePerson(group, bob.me.id), b.say(group, 'in the very moment')]);

      const isStored = () => record(group).then((rows) => rows.some(({ content }) => content === 'in the very moment'));
      await soon(() => expect(b.chat.state.get().conversations.has(group)).toBe(false));
      await soon(() => expect(b.unsent(group).every(({ status }) => status === 'failed')).toBe(true));
      // Refused means not stored, and its words are still there; accepted means stored, and nothing is left over.
      expect(b.unsent(group).map(({ content }) => content)).toEqual((await isStored()) ? [] : ['in the very moment']);
      await soon(() => expect(a.unsent(group)).toEqual([]));
      await closeDevices();
    }
  });

  it('brings an edit and a deletion to whoever shows the message, and unread to nobody who has read', async () => {
    const { pair, record } = stage;
    const [group, a, b] = await pair();
    const kept = await a.say(group, 'tipo');
    const gone = await a.say(group, 'not for here');
    await soon(() => expect(b.contents(group)).toHaveLength(2));
    const unread = () => b.chat.state.get().conversations.get(group)?.summary.me.unread.count;
    expect(unread()).toBe(2);
    await a.chat.edit(group, kept, 'typo', 1);
    await a.chat.remove(group, gone);
    await soon(() => expect(b.contents(group)).toEqual(['typo', '(deleted)']));
    await soon(() => expect(unread()).toBe(1));
    b.chat.markRead(group, (await record(group)).at(-1)?.seq ?? 0);
    await soon(() => expect(unread()).toBe(0));
  });

  it('tells its author how far it has come', async () => {
    const { ada, bob, device, record } = stage;
    const direct = await startDirect(ada, bob);
    const a = await device(ada);
    await a.chat.open(direct);
    await a.say(direct, 'Are you there?');
    const marks = () => a.chat.state.get().conversations.get(direct)?.participants.get(bob.me.id);
    const [message] = await vi.waitFor(async () => {
      const rows = await record(direct);
      expect(rows).toHaveLength(1);
      return rows;
    }, patience);
    await soon(() => expect(marks()).toBeDefined());
    expect(marks()?.deliveredSeq).toBeLessThan(message?.seq ?? 0);

    const b = await device(bob);
    await b.chat.open(direct);
    await soon(() => expect(marks()?.deliveredSeq).toBe(message?.seq));
    expect(marks()?.readSeq).toBeLessThan(message?.seq ?? 0);
    b.chat.markRead(direct, message?.seq ?? 0);
    await soon(() => expect(marks()?.readSeq).toBe(message?.seq));
  });
});
