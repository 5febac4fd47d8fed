import { expect, it } from 'vitest';
import { clockOf, timeOf } from './moments.ts';
import { storyOfEntry, storyOfMessage } from './story.ts';
import { aMessage, anEntry, anId, aParticipant, aUser } from './testing/fake-data.ts';

const [ana, ben] = [aUser('Ana Lopes'), aUser('Ben Ito')];
const me = anId();
const written = Date.parse('2026-11-20T08:56:12.000Z');
const prompt = aMessage({ conversationId: anId(), seq: 12, senderId: me, createdAt: '2026-11-20T09:02:04.000Z' });
const message = { ...prompt, composedAt: new Date(written).toISOString() };
const sent = { composedAt: Date.parse(message.createdAt) - 200, attempts: [{ at: 1, outcome: 'UNANSWERED' as const }] };

it('tells of a message that came late: written, tried and why not, accepted', () => {
  const here = {
    composedAt: written,
    attempts: [
      { at: written + 1_000, outcome: 'NETWORK_FAILED' as const },
      { at: written + 9_000, outcome: 'UNAVAILABLE' as const },
      { at: Date.parse(message.createdAt) - 90, outcome: 'UNANSWERED' as const },
    ],
  };
  const { title, stations } = storyOfMessage({ message, here, others: [], advances: [] });
  expect(title).toBe(`Written ${timeOf(written)}, on the record ${timeOf(message.createdAt)}`);
  expect(stations.map((station) => station.title)).toEqual([
    'Written on this device',
    'Tried twice',
    'Accepted as number 12',
  ]);
  expect(stations[1]?.notes).toEqual([
    `${clockOf(written + 1_000)} The server could not be reached.`,
    `${clockOf(written + 9_000)} The service was not available.`,
    'Each try carried the same name, so it is here once.',
  ]);
});

it('claims no try in vain where the first was answered, and nothing of this device where another sent it', () => {
  const titles = (here: typeof sent | null) =>
    storyOfMessage({ message, here, others: [], advances: [] }).stations.map(({ title }) => title);
  expect(titles(sent)).toEqual(['Written on this device', 'Accepted as number 12']);
  expect(titles(null)).toEqual(['Accepted as number 12']);
});

it('says who has it and who has read it, and since when only where that is known', () => {
  const others = [
    aParticipant(ana, { deliveredSeq: 12, readSeq: 12 }),
    aParticipant(ben, { deliveredSeq: 13, readSeq: 11 }),
  ];
  const advances = [
    { userId: ana.id, deliveredAt: '2026-11-20T09:02:05.000Z', readAt: '2026-11-20T09:31:20.000Z' },
    { userId: ben.id, deliveredAt: '2026-11-20T09:04:40.000Z', readAt: null },
  ];
  const [, delivered, read] = storyOfMessage({ message, here: null, others, advances }).stations;
  expect(delivered).toMatchObject({ title: 'Delivered to all 2', at: clockOf('2026-11-20T09:04:40.000Z') });
  expect(delivered?.notes).toEqual(['Ana first, 1 s after.']);
  expect(read).toMatchObject({
    title: 'Read by 1 of 2',
    people: [{ user: ana, at: clockOf(advances[0]?.readAt ?? '') }],
  });
  const [, unknown] = storyOfMessage({ message, here: null, others, advances: [] }).stations;
  expect(unknown).toMatchObject({ title: 'Delivered to all 2', at: '', notes: [] });
});

it('ends with what comes next, for what is not on the record', () => {
  const { title, stations } = storyOfEntry(
    { ...anEntry('c', anId(), ''), composedAt: written },
    'Next try in 7 s',
    null,
  );
  expect(title).toBe(`Written ${timeOf(written)}, not on the record yet`);
  expect(stations.map((station) => station.title)).toEqual(['Written on this device', 'Next try in 7 s']);
});
