import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = { ...asMe(aUser('Nora Lindqvist')), isAdmin: true };
const ana = aUser('Ana Lopes');

beforeAll(layOut);
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(cleanup);

it('says that a part broke, reports it, and lets the report be copied and the part be shown again', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.instance', { people: 1 });
  const { copied } = showApp(chat, '/admin');
  expect(await screen.findByText('The administration cannot be shown')).toBeTruthy();
  expect(chat.asked).toContain('report TypeError');
  await userEvent.click(screen.getByRole('button', { name: 'Copy report' }));
  expect(copied[0]).toMatch(/TypeError: .*\nboundary on \/admin, release test/);
  chat.adminAnswers.set('admin.instance', {
    nodeId: 'a1',
    startedAt: '2026-11-20T08:00:00.000Z',
    people: 1,
    conversations: 1,
    breakers: [],
  });
  await userEvent.click(screen.getByRole('button', { name: 'Show it again' }));
  expect(await screen.findByText('The node that answered')).toBeTruthy();
});

it('offers a reload when the whole page broke; the report holds no word of anybody', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [ana], messages: [{ content: 'canary' }] });
  chat.change(id, (now) => ({ ...now, summary: { ...now.summary, conversation: undefined as never } }));
  const { copied, reloads } = showApp(chat, `/c/${id}`);
  expect(await screen.findByRole('heading', { name: 'Something broke' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Copy report' }));
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reloads()).toBe(1);
  expect(copied[0]).toContain('boundary on /c/:conversationId');
  expect(copied[0]).not.toMatch(/canary|Ana|Nora/);
});

const group = {
  fingerprint: '0123456789abcdef',
  side: 'client',
  name: 'TideError',
  message: 'the … is undefined',
  place: 'readTheTide, src/tide.ts:2',
  count: 1200,
  firstAt: '2026-11-20T08:00:00.000Z',
  lastAt: '2026-11-22T08:00:00.000Z',
  firstRelease: 'index-a1',
  lastRelease: 'index-b2',
  resolvedAt: null,
  trend: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1190, 10],
};
const sample = {
  at: '2026-11-22T08:00:00.000Z',
  kind: 'error',
  release: 'index-b2',
  page: '/c/:conversationId',
  who: 'abcdef012345',
  frames: [{ fn: 'readTheTide', file: 'src/tide.ts', line: 2, column: 4 }],
  breadcrumbs: [{ agoMs: 20, kind: 'call', name: 'messages.send', outcome: 'TIMED_OUT' }],
};
const bare = { ...sample, at: '2026-11-22T07:00:00.000Z', who: null, frames: [], breadcrumbs: [] };

it('shows an administrator the errors, where each was thrown and what came before, and lets him resolve it', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.errors', { groups: [group], open: 1, resolved: 0 });
  chat.adminAnswers.set('admin.error', { group, samples: [sample, bare] });
  showApp(chat, '/admin/errors');
  const line = within(await screen.findByRole('listitem'));
  expect(line.getByRole('img', { name: '1,200 in 14 days, 10 today' })).toBeTruthy();
  await userEvent.click(line.getByRole('link', { name: /TideError/ }));
  await userEvent.click(await screen.findByText(/person abcdef/));
  expect(screen.getByText('readTheTide src/tide.ts:2:4')).toBeTruthy();
  expect(screen.getByText('-20 ms call messages.send TIMED_OUT')).toBeTruthy();
  await userEvent.click(screen.getByText(/nobody signed in/));
  expect(screen.getByText('It had none.')).toBeTruthy();
  const resolved = { ...group, resolvedAt: '2026-11-22T09:00:00.000Z' };
  chat.adminAnswers.set('admin.error', { group: resolved, samples: [sample] });
  await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
  expect(await screen.findByRole('button', { name: 'Open again' })).toBeTruthy();
  expect(chat.asked).toContain('askAsAdmin admin.resolveError');
});

it('shows no open error as a resolved one, neither while these are asked for nor where they do not come', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.errors', { groups: [group], open: 1, resolved: 0 });
  showApp(chat, '/admin/errors');
  await screen.findByRole('link', { name: /TideError/ });
  let fail = () => {};
  chat.client.askAsAdmin = () =>
    new Promise((_answer, refuse) => {
      fail = () => refuse(new ApiError('NETWORK_FAILED', 'wire'));
    });
  await userEvent.click(screen.getByRole('radio', { name: 'Resolved (0)' }));
  expect(screen.queryByRole('link', { name: /TideError/ })).toBeNull();
  await act(async () => fail());
  expect(screen.getByText('This could not be asked')).toBeTruthy();
  expect(screen.queryByRole('link', { name: /TideError/ })).toBeNull();
});
