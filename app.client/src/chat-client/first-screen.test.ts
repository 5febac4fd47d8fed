import { expect, it } from 'vitest';
import { openIdbSaved } from '../browser/idb-saved.ts';
import { aMessage, aParticipant, aSummary, asMe, aUser } from '../chat/testing/fake-data.ts';
import { createChatClient } from './create-chat-client.ts';
import { createMemoryStorage } from './outbox/memory-storage.ts';
import { inRhythm } from './rhythm.ts';
import type { SavedStorage } from './saved/saved-storage.ts';
import type { ChatState } from './state.ts';
import { manualClock, settle } from './testing/manual-clock.ts';
import { silentSocket } from './testing/silent-socket.ts';

const [ada, bob] = [asMe(aUser('Ada Lovelace')), aUser('Bob Ross')];
const line = aSummary({ people: [bob] });
const { id } = line.conversation;

/** A disk on which Ada has read three messages. */
async function wellRead(name: string): Promise<SavedStorage> {
  const disk = await openIdbSaved({ name });
  const person = { userId: ada.id, epoch: 'e', at: 1, me: ada };
  await disk.begin(person);
  const messages = [1, 2, 3].map((seq) => aMessage({ conversationId: id, seq, senderId: bob.id }));
  const stretch = {
    joinedSeq: 1,
    visibleFromSeq: 0,
    drop: [],
    people: [aParticipant(ada), aParticipant(bob)],
    ranges: [{ from: 0, upTo: 3, asOf: 3, live: true }],
    put: messages.map((value) => ({ seq: value.seq, rev: value.rev, value })),
  };
  await disk.write(person, [{ conversationId: id, line: { ...line, head: 3 }, sight: 0, stretch }], [id]);
  return disk;
}

/** Ada's browser is opened at the conversation, or at the list, before a server that never answers. */
function opened(disk: SavedStorage, reading: string | null = id, drawnLater?: (work: () => void) => void) {
  const clock = manualClock();
  const asked: string[] = [];
  const client = createChatClient({
    baseUrl: 'http://localhost',
    clock,
    locks: null,
    fetch: (url) => {
      asked.push(new URL(url).pathname);
      return new Promise(() => undefined);
    },
    connectSocket: () => {
      asked.push('a socket');
      return silentSocket();
    },
    ...(drawnLater && { drawn: drawnLater }),
    openStorage: async () => createMemoryStorage(),
    openSaved: async () => disk,
    holder: () => ada.id,
    reading: () => reading,
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    signals: { online: () => true, visible: () => true, subscribe: () => () => undefined },
    newId: () => 'new',
  });
  const shown = inRhythm(client.state, { after: (_, work) => work(), drawn: (work) => work(0) });
  const told: ChatState[] = [];
  shown.subscribe(() => told.push(shown.get()));
  void client.start();
  /** What the screens were told since somebody is signed in; before it there is the empty page. */
  const drawn = () =>
    told
      .filter(({ session }) => session !== 'unknown')
      .map(({ session, order, conversations }) => {
        const rows = conversations.get(id)?.timeline?.rows.map(({ seq }) => seq);
        return { session, order, rows };
      });
  return { client, clock, shown, drawn, asked };
}

it('is drawn once, with the list and the messages of the conversation it is of, before any server has answered', async () => {
  const { client, shown, drawn } = opened(await wellRead('once'));
  while (shown.get().session === 'unknown') await settle();
  // Other things may be told after it, and never less than all of this.
  for (const screen of drawn()) expect(screen).toEqual({ session: 'signedIn', order: [id], rows: [1, 2, 3] });
  await client.stop();
});

it('is painted before anything but who this is is asked', async () => {
  const painted: (() => void)[] = [];
  const { client, shown, asked } = opened(await wellRead('painted'), id, (work) => painted.push(work));
  while (shown.get().session === 'unknown') await settle();
  expect(asked).toEqual(['/api/v1/me']);
  for (const work of painted) work();
  await settle();
  expect(asked).toEqual(['/api/v1/me', 'a socket']);
  await client.stop();
});

it('asks nothing where he has gone before it was painted', async () => {
  const painted: (() => void)[] = [];
  const { client, shown, asked } = opened(await wellRead('gone'), id, (work) => painted.push(work));
  while (shown.get().session === 'unknown') await settle();
  await client.stop();
  for (const work of painted) work();
  await settle();
  expect(asked).toEqual(['/api/v1/me']);
});

it('does without the messages where the disk takes too long to give them, and takes what is written', async () => {
  const disk = await wellRead('slow');
  const { client, clock, drawn } = opened({ ...disk, messages: () => new Promise(() => undefined) });
  while (client.state.get().order.length === 0) await settle();
  await settle();
  expect(drawn()).toEqual([]);
  await clock.advance(1_000);
  expect(drawn()[0]).toEqual({ session: 'signedIn', order: [id], rows: [] });
  await client.send({ id: 'words', conversationId: id, content: 'ahoy' });
  expect(
    client.state
      .get()
      .outbox.get(id)
      ?.map(({ content }) => content),
  ).toEqual(['ahoy']);
  await client.stop();
});

it('reads ahead, once, what is opened next: then no disk is waited for', async () => {
  const disk = await wellRead('ahead');
  let asked = 0;
  const { client } = opened(
    {
      ...disk,
      messages: (...args) => {
        asked += 1;
        return asked === 1 ? disk.messages(...args) : new Promise(() => undefined);
      },
    },
    null,
  );
  const rows = () =>
    client.state
      .get()
      .conversations.get(id)
      ?.timeline?.rows.map(({ seq }) => seq);
  while (client.state.get().order.length === 0 || client.state.get().recalling) await settle();
  await client.readAhead();
  await client.readAhead();
  expect([asked, rows()]).toEqual([1, undefined]);
  client.open(id).catch(() => undefined);
  await settle();
  expect([asked, rows()]).toEqual([1, [1, 2, 3]]);
  await client.stop();
});
