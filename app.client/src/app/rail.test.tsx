import type { Message } from '@parley/shared/models/message.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
const ben = aUser('Ben Ito');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

const list = () => within(screen.getByRole('navigation', { name: 'Conversations' }));

describe('the list of conversations', () => {
  it('puts the unread first, and says how many', async () => {
    chat.add({ people: [ana], messages: [{ content: 'seen' }] });
    chat.add({ people: [ben], messages: [{}, { content: 'not seen' }], readSeq: 0 });
    showApp(chat, '/');
    expect(list().getByText('Unread')).toBeTruthy();
    const [first] = list().getAllByRole('link');
    expect(first?.textContent).toContain('Ben Ito');
    expect(first?.textContent).toContain('2 unread');
    expect(document.title).toBe('(2) Parley');
  });

  it('says a name once, and of who is here that they are', () => {
    chat.add({ people: [ana], messages: [{ content: 'seen', senderId: ana.id }] });
    showApp(chat, '/');
    const link = () => list().getByRole('link', { name: /seen/ });
    expect(link().textContent).toMatch(/^AAna Lopes/);
    expect(within(link()).queryByRole('img')).toBeNull();
    act(() =>
      chat.store.update((now) => ({
        ...now,
        presences: new Map([[ana.id, { userId: ana.id, online: true, lastSeenAt: null }]]),
      })),
    );
    expect(within(link()).getByRole('img').getAttribute('aria-label')).toBe('active');
  });

  it('is one stop of the tabulator; arrows go through it', async () => {
    chat.add({ people: [ana], messages: [{}] });
    chat.add({ people: [ben], messages: [{}] });
    showApp(chat, '/');
    const [one, two] = list().getAllByRole('link');
    expect([one?.tabIndex, two?.tabIndex]).toEqual([0, -1]);
    act(() => one?.focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(two);
    expect([one?.tabIndex, two?.tabIndex]).toEqual([-1, 0]);
  });

  it('opens one where one is, and leaves a tab or a window of its own to the browser', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    showApp(chat, '/');
    const [line] = list().getAllByRole('link');
    expect(line?.getAttribute('href')).toBe(`/c/${id}`);
    const user = userEvent.setup();
    let isLeft = false;
    const seen = (event: MouseEvent) => {
      isLeft = !event.defaultPrevented;
      event.preventDefault();
    };
    window.addEventListener('click', seen);
    await user.keyboard('{Control>}');
    await user.click(line as HTMLElement);
    await user.keyboard('{/Control}');
    expect(isLeft).toBe(true);
    expect(screen.queryByRole('region', { name: /^Messages/ })).toBe(null);
    await user.click(line as HTMLElement);
    expect(isLeft).toBe(false);
    expect(await screen.findByRole('region', { name: /^Messages/ })).toBeTruthy();
    window.removeEventListener('click', seen);
  });

  it('has a tick where it knows how far my word has come, and my name where it does not', async () => {
    chat.add({ people: [ana], messages: [{ senderId: nora.id, content: 'to you alone' }] });
    chat.add({ people: [ana, ben], messages: [{ senderId: nora.id, content: 'to all' }] });
    showApp(chat, '/');
    const [direct, group] = list().getAllByRole('link');
    expect(within(direct as HTMLElement).getByRole('img', { name: 'Sent' })).toBeTruthy();
    expect(within(group as HTMLElement).queryByRole('img')).toBe(null);
    expect(group?.textContent).toContain('You: to all');
  });

  it('says what to do when it is empty, and when it did not come', async () => {
    showApp(chat, '/');
    expect(list().getByText('No conversations yet')).toBeTruthy();
    act(() =>
      chat.store.update((state) => ({
        ...state,
        list: { ...state.list, status: 'failed', failure: { code: 'UNAVAILABLE', message: '', retryable: true } },
      })),
    );
    await userEvent.click(list().getByRole('button', { name: 'Try again' }));
    expect(chat.asked).toContain('reconnectNow');
  });

  it('asks for more before its end is reached', async () => {
    chat.add({ people: [ana], messages: [{}] });
    chat.store.update((state) => ({ ...state, list: { ...state.list, next: 'cursor' } }));
    showApp(chat, '/');
    await vi.waitFor(() => expect(chat.asked).toContain('loadMoreConversations'), 10_000);
  });

  it('tells of what is not sent, and leads to it', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    await chat.client.send({ id: chat.client.newId(), conversationId: id, content: 'later' });
    showApp(chat, '/');
    await userEvent.click(screen.getByRole('button', { name: /1 not sent yet/ }));
    const tray = within(await screen.findByRole('dialog', { name: 'Outbox' }));
    await userEvent.click(tray.getByRole('button', { name: 'Ana Lopes' }));
    expect(await screen.findByRole('region', { name: 'Messages of Ana Lopes' })).toBeTruthy();
  });

  it('goes anywhere by a few letters', async () => {
    chat.add({ people: [ana], messages: [{}] });
    chat.add({ people: [ben], messages: [{}] });
    showApp(chat, '/');
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await screen.findByRole('combobox'), 'ito{Enter}');
    expect(await screen.findByRole('region', { name: 'Messages of Ben Ito' })).toBeTruthy();
    expect(document.title).toBe('Ben Ito – Parley');
  });

  it('breaks alone', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    const loud = vi.spyOn(console, 'error').mockImplementation(() => {});
    showApp(chat, `/c/${id}`);
    const line = within(await screen.findByRole('region', { name: 'Messages of Ana Lopes' }));
    await line.findByText('hello');
    // What the contract keeps out: words that are no text.
    const broken = (message: Message) => ({ ...message, content: 5 as never });
    act(() =>
      chat.change(id, (now) => ({
        ...now,
        timeline: now.timeline && { ...now.timeline, rows: now.timeline.rows.map(broken) },
      })),
    );
    expect(await screen.findByText('This conversation cannot be shown')).toBeTruthy();
    expect(list().getByText('Ana Lopes')).toBeTruthy();
    loud.mockRestore();
  });
});
