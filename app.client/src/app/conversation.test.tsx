import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Write to|Edit the message/ });
const line = async () => within(await screen.findByRole('region', { name: /^Messages of/ }));
const said = async (text: string) => (await line()).findByText(text);
const rowOf = async (text: string) => {
  const row = (await said(text)).closest('li');
  if (!row) throw new Error(`no row says ${text}`);
  return row;
};
const unsent = (id: string) =>
  chat.store
    .get()
    .outbox.get(id)
    ?.map(({ content }) => content) ?? [];

describe('a conversation', () => {
  it('shows words at once as sending, and the same element as sent', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'and a good morning{Enter}');
    const row = await rowOf('and a good morning');
    expect(within(row).getByLabelText('Sending, kept on this device')).toBeTruthy();
    expect((await composer()).value).toBe('');
    expect(document.activeElement).toBe(await composer());
    act(() => chat.answer(id));
    expect(await rowOf('and a good morning')).toBe(row);
    expect(within(row).getByLabelText('Sent')).toBeTruthy();
  });

  it('sends on Enter also before the draft that was kept has been read', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    chat.client.drafts.get = () => new Promise(() => {});
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'good morning{Enter}');
    await vi.waitFor(() => expect(unsent(id)).toEqual(['good morning']));
    expect((await composer()).value).toBe('');
  });

  it('breaks a line on Shift and Enter, and sends no blank', async () => {
    const id = chat.add({ people: [ana] });
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'one{Shift>}{Enter}{/Shift}two');
    expect((await composer()).value).toBe('one\ntwo');
    await userEvent.type(await composer(), '{Enter}');
    await userEvent.type(await composer(), '   {Enter}');
    expect(unsent(id)).toEqual(['one\ntwo']);
  });

  it('edits the last own words on the arrow key, and leaves them alone on Escape', async () => {
    const id = chat.add({ people: [ana], messages: [{ senderId: nora.id, content: 'frist' }] });
    showApp(chat, `/c/${id}`);
    await said('frist');
    await userEvent.type(await composer(), '{ArrowUp}');
    expect((await composer()).value).toBe('frist');
    await userEvent.keyboard('{Escape}');
    expect((await composer()).value).toBe('');
    await userEvent.keyboard('{ArrowUp}');
    await userEvent.clear(await composer());
    await userEvent.type(await composer(), 'first{Enter}');
    expect(chat.asked).toContain('edit first');
    expect((await composer()).value).toBe('');
  });

  it('says why something was not sent, and sends it again', async () => {
    const id = chat.add({ people: [ana] });
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'words{Enter}');
    const failed = { status: 'failed', failure: { code: 'FORBIDDEN', message: 'x' } } as const;
    act(() =>
      chat.store.update((state) => ({
        ...state,
        outbox: new Map([...state.outbox].map(([key, lane]) => [key, lane.map((entry) => ({ ...entry, ...failed }))])),
      })),
    );
    const row = await rowOf('words');
    expect(within(row).getByText('Not sent. You may not do this here.')).toBeTruthy();
    await userEvent.click(within(row).getByRole('button', { name: 'Retry' }));
    expect(within(row).getByLabelText('Sending, kept on this device')).toBeTruthy();
  });

  it('tells the story of a message of mine from its tick', async () => {
    const id = chat.add({ people: [ana] });
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'words{Enter}');
    const row = within(await rowOf('words'));
    act(() => chat.answer(id));
    act(() =>
      chat.change(id, (now) => ({
        ...now,
        participants: new Map(
          [...now.participants].map(([key, one]) => [key, { ...one, deliveredSeq: 9, readSeq: 9 }]),
        ),
      })),
    );
    const message = chat.records.get(id)?.at(-1);
    chat.advances.set(message?.id ?? '', [
      { userId: ana.id, deliveredAt: '2026-11-20T09:02:05.000Z', readAt: '2026-11-20T09:31:20.000Z' },
    ]);
    await userEvent.click(row.getByRole('button', { name: 'Read' }));
    const story = within(await screen.findByRole('dialog', { name: 'The story of this message' }));
    expect(story.getByText('Written on this device')).toBeTruthy();
    expect(story.getByText('Accepted as number 1')).toBeTruthy();
    expect((await story.findByText('Read by Ana Lopes')).parentElement?.textContent).toMatch(/:31:20/);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks before it deletes', async () => {
    const id = chat.add({ people: [ana], messages: [{ senderId: nora.id, content: 'oops' }] });
    showApp(chat, `/c/${id}`);
    await userEvent.hover(await said('oops'));
    await userEvent.click(within(await rowOf('oops')).getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('oops')).toBeTruthy();
    expect(chat.asked.some((asked) => asked.startsWith('remove'))).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(chat.asked.some((asked) => asked.startsWith('remove'))).toBe(true);
    // The row, whose buttons are there only while it is near or has the focus.
    await vi.waitFor(async () => expect((await rowOf('oops')).contains(document.activeElement)).toBe(true));
  });

  it('is read when its end was in sight for a while in a window somebody looks at', async () => {
    const id = chat.add({ people: [ana], messages: [{}, {}, {}], readSeq: 1 });
    const { look } = showApp(chat, `/c/${id}`);
    act(() => look(false));
    await screen.findByText('2 new');
    expect(chat.asked).not.toContain('markRead 3');
    act(() => look(true));
    await vi.waitFor(() => expect(chat.asked).toContain('markRead 3'), { timeout: 3_000 });
    expect(screen.getByText('2 new')).toBeTruthy();
  });

  it('draws the rule before what came while one looked away', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    const { look } = showApp(chat, `/c/${id}`);
    await said('hello');
    look(false);
    act(() => void chat.say(id, ana.id, 'while you were away'));
    act(() => void chat.say(id, ana.id, 'and once more'));
    expect(await said('2 new')).toBeTruthy();
    const rule = (await said('2 new')).compareDocumentPosition(await said('while you were away'));
    expect(rule & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('reads out what is new, and not what is old or one’s own', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'old' }] });
    const { world } = showApp(chat, `/c/${id}`);
    await said('old');
    expect(world.voice.current().polite).toBe('');
    await userEvent.type(await composer(), 'mine{Enter}');
    act(() => chat.answer(id));
    expect(world.voice.current().polite).toBe('');
    act(() => void chat.say(id, ana.id, 'see you there'));
    expect(world.voice.current().polite).toBe('Ana Lopes: see you there');
  });

  it('brings the draft back after another conversation was open', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    chat.add({ people: [aUser('Ben Ito')], messages: [{ content: 'bonjour' }] });
    showApp(chat, `/c/${id}`);
    await userEvent.type(await composer(), 'half a th');
    await userEvent.click(screen.getByRole('link', { name: /Ben Ito/ }));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Write to Ben Ito' })).value).toBe('');
    await screen.findByText('Draft');
    await userEvent.click(screen.getByRole('link', { name: /Ana Lopes/ }));
    await vi.waitFor(async () => expect((await composer()).value).toBe('half a th'), 10_000);
  });

  it('makes links of nothing but addresses, and gives away nothing with them', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'see https://example.org/a. javascript:alert(1)' }] });
    showApp(chat, `/c/${id}`);
    const words = await line();
    const link = await words.findByRole('link', { name: 'https://example.org/a' });
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
    expect(words.getAllByRole('link')).toEqual([link]);
  });
});

it('says that a link leads to a number that is not there, and shows the end', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [ana], messages: [{ content: 'one' }, { content: 'two' }] });
  showApp(chat, `/c/${id}/m/20`);
  await screen.findByText('There is no message 20 here.');
  await said('two');
});

it('asks nobody for a conversation whose id is none', async () => {
  const chat = createFakeChat(nora);
  showApp(chat, '/c/nonsense');
  await screen.findByText('There is no such conversation');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(chat.asked.filter((asked) => asked.includes('nonsense'))).toEqual([]);
});
