import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { anId, asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = { ...asMe(aUser('Nora Lindqvist')), isAdmin: true };
const tom = aUser('Tom Okafor');
const eve = aUser('Eve Holt');

beforeAll(layOut);
afterEach(cleanup);

/** A group that Nora owns. */
function group(chat: FakeChat): string {
  const id = chat.add({ people: [tom, eve], title: 'Pier 4', messages: [{ content: 'Good morning' }] });
  chat.change(id, (now) => ({ ...now, summary: { ...now.summary, me: { ...now.summary.me, role: 'owner' } } }));
  return id;
}

async function ruleOfGroup() {
  const chat = createFakeChat(nora);
  const id = group(chat);
  showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: 'How long messages are kept' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How long messages are kept' }));
  await dialog.findByText('This instance: for ever.');
  return { chat, dialog };
}

const says = (chat: FakeChat, what: string) => chat.asked.filter((asked) => asked.startsWith(what));

it('tries a rule of a group out, forgets what was tried when it is another, and sets it', async () => {
  const { chat, dialog } = await ruleOfGroup();
  await userEvent.click(dialog.getByRole('radio', { name: 'A rule of its own' }));
  await userEvent.type(dialog.getByLabelText('Archive after, in days'), '7');
  await userEvent.type(dialog.getByLabelText('Delete after, in days'), '3');
  expect(dialog.getByText(/archive after fewer days/)).toBeTruthy();
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Set the rule' }).disabled).toBe(true);
  await userEvent.type(dialog.getByLabelText('Delete after, in days'), '0');
  await userEvent.click(dialog.getByRole('button', { name: 'Try it out' }));
  expect(await dialog.findByText(/^Now: 3 messages would be deleted for good, 12 messages would move/)).toBeTruthy();
  expect(says(chat, 'setRule')).toEqual([]);
  await userEvent.type(dialog.getByLabelText('Archive after, in days'), '{Backspace}8');
  expect(dialog.getByText('See what it would do before you set it.')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Set the rule' }));
  expect(says(chat, 'setRule')).toEqual(['setRule {"archiveAfterDays":8,"deleteAfterDays":30}']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('lets a group follow the instance again', async () => {
  const { chat, dialog } = await ruleOfGroup();
  await userEvent.click(dialog.getByRole('button', { name: 'Set the rule' }));
  expect(says(chat, 'setRule')).toEqual(['setRule null']);
});

it('closes a conversation for everybody after asking, says so where one would write, and opens it again', async () => {
  const chat = createFakeChat(nora);
  const id = group(chat);
  showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: 'Archive for everybody' }));
  const asked = within(await screen.findByRole('dialog', { name: 'Archive this for everybody?' }));
  await userEvent.click(asked.getByRole('button', { name: 'Archive' }));
  expect(says(chat, 'archiveForAll')).toEqual(['archiveForAll true']);
  const close = (role: 'owner' | 'member') =>
    act(() =>
      chat.change(id, ({ summary, ...now }) => {
        const conversation = { ...summary.conversation, archivedAt: '2026-11-20T08:00:00.000Z' };
        return { ...now, summary: { ...summary, conversation, me: { ...summary.me, role } } };
      }),
    );
  close('owner');
  const note = within(await screen.findByRole('note'));
  expect(note.getByText('This conversation is archived.')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: /^Write to/ })).toBeNull();
  await userEvent.click(note.getByRole('button', { name: 'Open it again' }));
  expect(says(chat, 'archiveForAll')).toEqual(['archiveForAll true', 'archiveForAll false']);
  close('member');
  expect(note.queryByRole('button', { name: 'Open it again' })).toBeNull();
});

it('promises no place to a next message where nothing is written any more', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [tom] });
  showApp(chat, `/c/${id}`);
  await screen.findByText(/^The next message gets its place/);
  act(() =>
    chat.change(id, ({ summary, ...now }) => {
      const conversation = { ...summary.conversation, archivedAt: '2026-11-20T08:00:00.000Z' };
      return { ...now, summary: { ...summary, conversation } };
    }),
  );
  await screen.findByRole('note');
  expect(screen.getByRole('heading', { name: 'Nothing said yet' })).toBeTruthy();
  expect(screen.queryByText(/^The next message gets its place/)).toBeNull();
});

it('shows what I archived for myself behind a door at the end of the list, until something is said there', async () => {
  const chat = createFakeChat(nora);
  const id = group(chat);
  const other = chat.add({ people: [tom], messages: [{ content: 'Still here' }] });
  chat.change(id, ({ summary, ...now }) => ({
    ...now,
    summary: { ...summary, me: { ...summary.me, archivedSeq: summary.head } },
  }));
  showApp(chat, '/');
  const listed = (one: string) => document.querySelector(`[data-conversation="${one}"]`) !== null;
  const door = await screen.findByRole('button', { name: /^Archived/ });
  expect([listed(id), listed(other)]).toEqual([false, true]);
  await userEvent.click(door);
  expect([listed(id), listed(other)]).toEqual([true, false]);
  await userEvent.click(screen.getByRole('button', { name: 'All conversations' }));
  act(() => void chat.say(id, tom.id, 'Are you there?'));
  expect([listed(id), listed(other)]).toEqual([true, true]);
});

it('shows administrators the rule, what another one would do to whom, and what was done', async () => {
  const chat = createFakeChat(nora);
  const rule = { archiveAfterDays: 30, deleteAfterDays: null };
  const place = { id: anId(), kind: 'group' as const, people: 4 };
  const effect = { archived: 1_200, removed: 40 };
  chat.adminAnswers.set('admin.retention', {
    rule,
    changedBy: tom,
    changedAt: '2026-11-20T08:00:00.000Z',
    exceptions: 2,
  });
  chat.adminAnswers.set('admin.previewRetention', { targets: [{ ...place, own: true, effect }], next: null });
  const entry = { runId: anId(), conversation: place, rule, effect, purgedBelowSeq: 41 };
  const moments = { beganAt: '2026-11-20T08:00:00.000Z', endedAt: '2026-11-20T08:01:00.000Z' };
  chat.adminAnswers.set('admin.retentionEntries', { entries: [{ ...entry, ...moments }], next: null });
  showApp(chat, '/admin/keeping');
  const page = within(await screen.findByRole('region', { name: 'Retention' }));
  expect((await page.findAllByText('archived after 30 days')).length).toBeGreaterThan(0);
  expect(await page.findByText(/^by Tom Okafor/)).toBeTruthy();
  expect(page.getByRole<HTMLButtonElement>('button', { name: 'Set the rule' }).disabled).toBe(true);
  expect(await page.findByText('no. 41')).toBeTruthy();

  await userEvent.type(page.getByLabelText('Delete after, in days'), '90');
  await userEvent.click(page.getByRole('button', { name: 'Try it out' }));
  await page.findByText(/^Now, in 1 conversation: 40 messages would be deleted for good, 1,200 messages would move/);
  expect(page.getByText(/^Group of 4 \(.*by its own rule$/)).toBeTruthy();
  await userEvent.click(page.getByRole('button', { name: 'Set the rule' }));
  await userEvent.click(page.getByRole('button', { name: 'Follow the rules now' }));
  expect(says(chat, 'askAsAdmin admin.setRetention')).toHaveLength(1);
  expect(says(chat, 'askAsAdmin admin.runRetention')).toHaveLength(1);
});
