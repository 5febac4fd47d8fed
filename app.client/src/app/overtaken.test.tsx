import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
const ben = aUser('Ben Ito');
const cleo = aUser('Cleo Park');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

/** A server that takes its time: what is asked is answered when the test says so. */
function slow<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (why: unknown) => void = () => {};
  const promise = new Promise<T>((settle, refuse) => {
    resolve = settle;
    reject = refuse;
  });
  const come = (settle: () => void) =>
    act(async () => {
      settle();
      await promise.catch(() => undefined);
    });
  return { promise, answer: (value: T) => come(() => resolve(value)), fail: (why: unknown) => come(() => reject(why)) };
}

const list = () => within(screen.getByRole('navigation', { name: 'Conversations' }));
const open = async (name: string) => {
  await userEvent.click(list().getByText(name));
  await screen.findByRole('region', { name: `Messages of ${name}` });
};
const stays = (name: string) => expect(screen.getByRole('region', { name: `Messages of ${name}` })).toBeTruthy();
const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Write to|Edit the message/ });

/** A group of mine with everybody in it. */
function group(title = 'Pier 4'): string {
  const id = chat.add({ people: [ana, ben], title, messages: [{ content: 'Good morning' }] });
  chat.change(id, (now) => ({ ...now, summary: { ...now.summary, me: { ...now.summary.me, role: 'owner' } } }));
  return id;
}

/** Adds Cleo to a group, and closes the dialog before it is known what became of it. */
async function addAndClose() {
  group();
  chat.add({ people: [cleo], messages: [{ content: 'hello' }] });
  const added = slow<void>();
  chat.client.addPeople = () => added.promise;
  showApp(chat, '/');
  await open('Pier 4');
  await userEvent.click(await screen.findByRole('button', { name: 'Add people' }));
  await userEvent.click(await screen.findByRole('option', { name: /Cleo Park/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Add 1 person' }));
  await userEvent.keyboard('{Escape}');
  return added;
}

describe('an answer that comes after somebody has gone on', () => {
  it('leaves the next edit alone: its words were thrown away with the one that was done', async () => {
    const said = ['frist', 'secnod'].map((content) => ({ senderId: nora.id, content }));
    const id = chat.add({ people: [ana], messages: said });
    const saved = slow<void>();
    chat.client.edit = () => saved.promise;
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), '{ArrowUp}');
    await userEvent.type(await composer(), ' now{Enter}');
    await userEvent.keyboard('{Escape}');
    const row = (await screen.findByText('frist')).closest('li') as HTMLElement;
    act(() => row.querySelector<HTMLElement>('[data-row]')?.focus());
    await userEvent.click(within(row).getByRole('button', { name: 'Edit' }));
    expect((await composer()).value).toBe('frist');
    await userEvent.type(await composer(), ' of all');
    await saved.answer();
    expect((await composer()).value).toBe('frist of all');
  });

  it('leaves the edit open for what is typed while it is saved: it was taken for the beginning of a message', async () => {
    const id = chat.add({ people: [ana], messages: [{ senderId: nora.id, content: 'frist' }] });
    const edits: [string, number][] = [];
    const saved = [slow<void>(), slow<void>()];
    chat.client.edit = (_id, _messageId, content, version) => {
      edits.push([content, version]);
      return saved[edits.length - 1]?.promise ?? Promise.resolve();
    };
    showApp(chat, `/c/${id}`);
    await screen.findByText('frist');
    await userEvent.type(await composer(), '{ArrowUp}');
    await userEvent.type(await composer(), ' now{Enter} or never');
    chat.change(id, (one) => {
      const rows = (one.timeline?.rows ?? []).map((row) => ({ ...row, content: 'frist now', version: 2 }));
      return { ...one, timeline: one.timeline && { ...one.timeline, rows } };
    });
    await saved[0]?.answer();
    expect((await composer()).value).toBe('frist now or never');
    await userEvent.keyboard('{Enter}');
    await saved[1]?.answer();
    expect(edits).toEqual([
      ['frist now', 1],
      ['frist now or never', 2],
    ]);
    expect((await composer()).value).toBe('');
    expect(chat.asked.filter((asked) => asked.startsWith('send'))).toEqual([]);
  });

  it('leads nobody away who is in another conversation by then', async () => {
    group();
    chat.add({ people: [cleo], messages: [{ content: 'hello' }] });
    const direct = chat.add({ people: [ben], messages: [{ content: 'hi' }] });
    const begun = slow<string>();
    chat.client.startDirect = () => begun.promise;
    showApp(chat, '/');
    await open('Pier 4');
    await userEvent.click(await screen.findByRole('button', { name: 'What to do with Ben Ito' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Write to Ben Ito' }));
    await open('Cleo Park');
    await userEvent.type(await composer(), 'half a th');
    await begun.answer(direct);
    stays('Cleo Park');
  });

  it('opens the one who was chosen last, not the one who was answered last', async () => {
    group();
    const toAna = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    const toBen = chat.add({ people: [ben], messages: [{ content: 'hi' }] });
    const begun = { [ana.id]: slow<string>(), [ben.id]: slow<string>() };
    chat.client.startDirect = (userId) => (begun[userId] as ReturnType<typeof slow<string>>).promise;
    showApp(chat, '/');
    await open('Pier 4');
    for (const name of ['Ana Lopes', 'Ben Ito']) {
      await userEvent.click(await screen.findByRole('button', { name: `What to do with ${name}` }));
      await userEvent.click(await screen.findByRole('menuitem', { name: `Write to ${name}` }));
    }
    await begun[ben.id]?.answer(toBen);
    stays('Ben Ito');
    await begun[ana.id]?.answer(toAna);
    stays('Ben Ito');
  });

  it('does not open a conversation that somebody has given up to begin', async () => {
    group();
    const direct = chat.add({ people: [cleo], messages: [{ content: 'hello' }] });
    const begun = slow<string>();
    chat.client.startDirect = () => begun.promise;
    showApp(chat, '/');
    await open('Pier 4');
    await userEvent.click(screen.getByRole('button', { name: 'New conversation' }));
    await userEvent.click(await screen.findByRole('option', { name: /Cleo Park/ }));
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    await screen.findByRole('dialog', { name: 'Settings' });
    await begun.answer(direct);
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    stays('Pier 4');
  });

  it('leaves who left a group where they have gone meanwhile', async () => {
    group();
    chat.add({ people: [cleo], messages: [{ content: 'hello' }] });
    const left = slow<void>();
    chat.client.leave = () => left.promise;
    showApp(chat, '/');
    await open('Pier 4');
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }));
    await open('Cleo Park');
    await left.answer();
    stays('Cleo Park');
  });

  it('closes nothing that was opened since', async () => {
    const added = await addAndClose();
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    await screen.findByRole('dialog', { name: 'Settings' });
    await added.answer();
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it('says that it failed, although the dialog it was asked in is closed', async () => {
    const added = await addAndClose();
    await added.fail(new ApiError('NETWORK_FAILED', 'wire'));
    expect(screen.getByText(/^Nobody was added\. The server could not be reached/)).toBeTruthy();
  });

  it('closes no question that was asked since a group was renamed', async () => {
    group();
    const renamed = slow<void>();
    chat.client.rename = () => renamed.promise;
    showApp(chat, '/');
    await open('Pier 4');
    await userEvent.click(await screen.findByRole('button', { name: 'Rename' }));
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), ' rebuild{Enter}');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    await renamed.answer();
    expect(screen.getByRole('dialog', { name: 'Leave this group?' })).toBeTruthy();
  });
});
