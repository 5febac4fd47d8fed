import { timingBounds } from '@parley/shared/models/telemetry.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = { ...asMe(aUser('Nora Lindqvist')), isAdmin: true };
const tom = asMe(aUser('Tom Okafor'));
const instance = {
  nodeId: 'a1b2c3d4-0000',
  startedAt: new Date('2026-11-20T18:21:00').toISOString(),
  people: 1234,
  conversations: 7,
  breakers: [{ dependency: 'redis', state: 'open' }],
};

beforeAll(layOut);
afterEach(cleanup);

const settings = async () => {
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  return within(await screen.findByRole('dialog', { name: 'Settings' }));
};

it('leads an administrator from the settings to the part that is his', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.instance', instance);
  showApp(chat, '/');
  await userEvent.click((await settings()).getByRole('link', { name: /Administration/ }));
  expect(await screen.findByRole('heading', { name: 'Administration' })).toBeTruthy();
  expect(await screen.findByText('1,234')).toBeTruthy();
  expect(screen.getByText('Breaker before Redis').parentElement?.textContent).toContain('refused for now');
  expect(screen.getByText('20 Nov 2026, 18:21')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Back to your conversations' }));
  expect(await screen.findByRole('button', { name: /settings/i })).toBeTruthy();
});

it('shows nobody else that there is such a part, and asks nothing', async () => {
  const chat = createFakeChat(tom);
  showApp(chat, '/');
  expect((await settings()).queryByRole('link', { name: /Administration/ })).toBeNull();
  cleanup();
  showApp(chat, '/admin');
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
  expect(chat.asked.filter((text) => text.startsWith('askAsAdmin'))).toEqual([]);
});

it('shows an administrator the last hour of those nodes that could be heard, as numbers too', async () => {
  const chat = createFakeChat(nora);
  const point = { requests: 40, errors: 1, refused: 2, sends: 10, p50: 4, p95: 20, sendP50: 3, sendP95: 9 };
  const points = [
    { ...point, at: 1_780_000_000 },
    { ...point, at: 1_780_000_010, p50: null, p95: null, sendP50: null, sendP95: null },
    // Not over yet.
    { ...point, at: 1_780_000_020, requests: 1, sends: 0 },
  ];
  const slowest = [{ route: 'messages.send', count: 20, p50: 4, p95: 20 }];
  chat.adminAnswers.set('admin.live', { nodes: 3, heard: 2, points, slowest });
  showApp(chat, '/admin/live');
  expect(await screen.findByText(/The last hour of 2 of 3 nodes/)).toBeTruthy();
  expect(screen.getByRole('row', { name: 'messages.send 20 4 ms 20 ms' })).toBeTruthy();
  const [traffic] = screen.getAllByRole('button', { name: 'As a table' });
  if (traffic) await userEvent.click(traffic);
  const table = within(screen.getByRole('region', { name: 'Traffic, a second' }));
  expect(table.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['4', '1', '4', '1']);
});

it('shows who was there and what was said, in numbers', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.insight', {
    active: { day: 3, week: 5, month: 8 },
    days: [{ day: '2026-11-22', people: 3, direct: 4, group: 5 }],
    delivery: [{ name: 'message.acknowledged', count: 1_000, failures: 2, p50: 50, p95: 250 }],
    use: null,
  });
  showApp(chat, '/admin/people');
  expect(await screen.findByRole('row', { name: 'On the record 1,000 2 50 ms 250 ms' })).toBeTruthy();
  expect(screen.getByText(/ANALYTICS is off/)).toBeTruthy();
});

it('says of what took longer than is counted that it was more, in rows and in the table of a plot', async () => {
  const chat = createFakeChat(nora);
  const longest = timingBounds.at(-1) ?? 0;
  const point = { requests: 40, errors: 1, refused: 2, sends: 10, p50: 59_000, p95: longest, sendP50: 3, sendP95: 9 };
  const points = [
    { ...point, at: 1_780_000_000 },
    { ...point, at: 1_780_000_010 },
  ];
  const slowest = [{ route: 'messages.send', count: 20, p50: 59_000, p95: longest }];
  chat.adminAnswers.set('admin.live', { nodes: 1, heard: 1, points, slowest });
  chat.adminAnswers.set('admin.insight', {
    active: { day: 3, week: 5, month: 8 },
    days: [],
    delivery: [{ name: 'message.read', count: 10, failures: 0, p50: 59_000, p95: longest }],
    use: null,
  });
  showApp(chat, '/admin/live');
  expect(await screen.findByRole('row', { name: 'messages.send 20 59 s 60 s or more' })).toBeTruthy();
  const [, latency] = screen.getAllByRole('button', { name: 'As a table' });
  if (latency) await userEvent.click(latency);
  const table = within(screen.getByRole('region', { name: 'Latency' }));
  expect(table.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['59 s', '60 s or more']);
  cleanup();
  showApp(chat, '/admin/people');
  expect(await screen.findByRole('row', { name: 'Read by all 10 0 59 s 60 s or more' })).toBeTruthy();
});

it('names what is used in words, and writes days as the chat does', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.insight', {
    active: { day: 3, week: 5, month: 8 },
    days: [{ day: '2026-11-22', people: 3, direct: 4, group: 5 }],
    delivery: [],
    use: [
      { event: 'messages.send', today: 1, month: 20 },
      { event: 'of.another.release', today: 0, month: 1 },
    ],
  });
  showApp(chat, '/admin/people');
  expect(await screen.findByRole('row', { name: 'Send a message 1 20' })).toBeTruthy();
  expect(screen.getByRole('row', { name: 'of.another.release 0 1' })).toBeTruthy();
  const [people] = screen.getAllByRole('button', { name: 'As a table' });
  if (people) await userEvent.click(people);
  expect(screen.getByRole('row', { name: '22 Nov 3' })).toBeTruthy();
});

it('asks before it tells anybody how fast it is', async () => {
  const chat = createFakeChat(tom);
  showApp(chat, '/');
  const dialog = await settings();
  const choice = within(dialog.getByRole('group', { name: 'Share how fast it is' }));
  expect(choice.getByRole<HTMLInputElement>('radio', { name: 'No' }).checked).toBe(true);
  await userEvent.click(choice.getByRole('radio', { name: 'Yes' }));
  expect(chat.asked).toContain('agree true');
});

const silent = async () => {
  throw new ApiError('NETWORK_FAILED', 'wire');
};

it('says of the last hour that it is as it was, where no newer one could be had', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval', 'Date'] });
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.live', { nodes: 1, heard: 1, points: [], slowest: [] });
  vi.setSystemTime(new Date('2026-11-22T10:42:00'));
  showApp(chat, '/admin/live');
  await screen.findByRole('heading', { name: 'Now' });
  expect(screen.queryByText(/As it was/)).toBeNull();
  chat.client.askAsAdmin = silent;
  act(() => void vi.advanceTimersByTime(10_000));
  expect(
    await screen.findByText(
      'As it was at 10:42. The server could not be reached. Check the connection, then try again.',
    ),
  ).toBeTruthy();
  vi.useRealTimers();
});

const insight = {
  active: { day: 3, week: 5, month: 8 },
  days: [{ day: '2026-11-22', people: 3, direct: 4, group: 5 }],
  delivery: [],
  use: null,
};

it.each([
  ['', 'admin.instance', instance, 'People', { ...instance, people: 1_235 }, '1,235'],
  ['/people', 'admin.insight', insight, 'There today', { ...insight, active: { day: 41, week: 5, month: 8 } }, '41'],
  [
    '/errors',
    'admin.errors',
    { groups: [], open: 0, resolved: 0 },
    'No open errors',
    { groups: [], open: 17, resolved: 0 },
    'Open (17)',
  ],
])('follows what happens at /admin%s, and says when it cannot', async (path, route, first, words, next, nextWords) => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval', 'Date'] });
  const chat = createFakeChat(nora);
  const { askAsAdmin } = chat.client;
  chat.adminAnswers.set(route, first);
  showApp(chat, `/admin${path}`);
  await screen.findByText(words);
  chat.client.askAsAdmin = silent;
  act(() => void vi.advanceTimersByTime(30_000));
  expect(await screen.findByText(/^As it was at/)).toBeTruthy();
  chat.client.askAsAdmin = askAsAdmin;
  chat.adminAnswers.set(route, next);
  act(() => void vi.advanceTimersByTime(30_000));
  expect(await screen.findByText(nextWords)).toBeTruthy();
  expect(screen.queryByText(/^As it was at/)).toBeNull();
  vi.useRealTimers();
});

it('shows the last hour also on a line on which each answer takes longer than until the next question', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval', 'Date'] });
  const chat = createFakeChat(nora);
  const answers: ((body: unknown) => void)[] = [];
  chat.client.askAsAdmin = () => new Promise((resolve) => void answers.push(resolve as (body: unknown) => void));
  showApp(chat, '/admin/live');
  await screen.findByText('Asking the server');
  act(() => void vi.advanceTimersByTime(25_000));
  await act(async () => answers[0]?.({ nodes: 1, heard: 1, points: [], slowest: [] }));
  expect(await screen.findByText('The last hour.')).toBeTruthy();
  vi.useRealTimers();
});

it('says where its days begin: they are not those of whoever reads', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.insight', insight);
  showApp(chat, '/admin/people');
  expect(await screen.findByText('Days begin at midnight UTC.')).toBeTruthy();
});

it('says so where a list of errors or a table of a plot is not all there is', async () => {
  const chat = createFakeChat(nora);
  const group = { side: 'client', name: 'TypeError', message: 'of undefined', place: 'app', count: 1, trend: [0, 1] };
  const when = new Date('2026-11-22T10:42:00').toISOString();
  const more = { firstAt: when, lastAt: when, firstRelease: 'a1', lastRelease: 'a1', resolvedAt: null };
  chat.adminAnswers.set('admin.errors', {
    groups: [{ ...group, ...more, fingerprint: 'a' }],
    open: 150,
    resolved: 1_200,
  });
  showApp(chat, '/admin/errors');
  expect(await screen.findByText('Of all 150, the 1 that were met last.')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Resolved (1,200)' }));
  expect(await screen.findByText('Of all 1,200, the 1 that were met last.')).toBeTruthy();
  cleanup();
  const point = { requests: 40, errors: 1, refused: 2, sends: 10, p50: 4, p95: 20, sendP50: 3, sendP95: 9 };
  const points = Array.from({ length: 360 }, (_, step) => ({ ...point, at: 1_780_000_000 + 10 * step }));
  chat.adminAnswers.set('admin.live', { nodes: 1, heard: 1, points, slowest: [] });
  showApp(chat, '/admin/live');
  const [traffic] = await screen.findAllByRole('button', { name: 'As a table' });
  if (traffic) await userEvent.click(traffic);
  expect(await screen.findByText('The last 20 of 359')).toBeTruthy();
});
