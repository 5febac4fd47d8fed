import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat, type FakeChat } from '../../chat/testing/fake-chat.ts';
import { anEntry, anId, asMe, aUser } from '../../chat/testing/fake-data.ts';
import type { UnsentEntry } from '../../chat/use-outbox.ts';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

const write = (conversationId: string, ...entries: readonly Partial<UnsentEntry>[]) =>
  chat.store.update((state) => ({
    ...state,
    outbox: new Map(state.outbox).set(
      conversationId,
      entries.map((more) => ({ ...anEntry(conversationId, anId(), ''), ...more })),
    ),
  }));
const openTray = async () => {
  await userEvent.click(screen.getByRole('button', { name: /not sent yet/ }));
  return within(await screen.findByRole('dialog', { name: 'Outbox' }));
};
const refused = { status: 'failed', failure: { code: 'NOT_FOUND', message: '' } } as const;

describe('the outbox', () => {
  it('shows lanes in order, when the next try is, and what was tried', async () => {
    const id = chat.add({ people: [ana] });
    const at = Date.now();
    write(
      id,
      {
        content: 'first',
        nextTryAt: at + 60_000,
        attempts: [
          { at: at - 9_000, outcome: 'NETWORK_FAILED' },
          { at: at - 5_000, outcome: 'UNAVAILABLE' },
        ],
      },
      { content: 'second' },
    );
    showApp(chat, '/');
    const tray = await openTray();
    const lane = within(tray.getByRole('region', { name: 'Ana Lopes' }));
    const [first, second] = lane.getAllByRole('listitem').filter((item) => item.matches('.outbox-item'));
    expect(first?.textContent).toMatch(/first.*Next try in \d+ s/s);
    expect(first?.textContent).toContain('May already be sent. Another try never doubles it.');
    expect(first?.textContent).toMatch(/Tried twice.*could not be reached.*was not available/s);
    expect(second?.textContent).toMatch(/second.*Waits for 1/s);
    expect(second?.textContent).not.toContain('May already be sent');
  });

  it('is told of in the list by what needs its author, with the words as he wants them', async () => {
    const id = chat.add({ people: [ana] });
    const unsure = {
      ...refused,
      status: 'doubtful',
      content: 'at tne',
      amendment: { kind: 'edit', content: 'at ten' },
    } as const;
    write(id, unsure, { content: 'and bring cake' });
    showApp(chat, '/');
    expect(screen.getByRole('button', { name: /2 not sent yet/ }).textContent).toContain('1 needs you');
    const line = within(screen.getByRole('link', { name: /Ana Lopes/ }));
    expect(line.getByText('at ten')).toBeTruthy();
    expect(line.getByRole('img', { name: 'Not sent' })).toBeTruthy();
  });

  it('sends now, edits, copies, and asks before it discards', async () => {
    const id = chat.add({ people: [ana] });
    write(id, { content: 'first' });
    const { copied } = showApp(chat, '/');
    const tray = await openTray();
    await userEvent.click(tray.getByRole('button', { name: 'Send now' }));
    expect(chat.asked.filter((asked) => asked.startsWith('retry'))).toHaveLength(1);
    await userEvent.click(tray.getByRole('button', { name: 'Copy text' }));
    expect(copied).toEqual(['first']);
    await userEvent.click(tray.getByRole('button', { name: 'Edit' }));
    const text = tray.getByRole('textbox', { name: 'Change what is not sent yet' });
    await userEvent.clear(text);
    await userEvent.type(text, 'changed');
    await userEvent.click(tray.getByRole('button', { name: 'Save' }));
    expect(tray.getByText('changed')).toBeTruthy();
    await userEvent.click(tray.getByRole('button', { name: 'Discard' }));
    expect(tray.getByText('Kept nowhere else. Discard?')).toBeTruthy();
    await userEvent.click(tray.getByRole('button', { name: 'Discard' }));
    expect(tray.queryByText('changed')).toBeNull();
    expect(screen.getByText(/Nothing waits/)).toBeTruthy();
  });

  it('leaves only the change that was begun on Escape, and stays open itself', async () => {
    const id = chat.add({ people: [ana] });
    write(id, { content: 'first' }, { content: 'second' });
    showApp(chat, '/');
    const tray = await openTray();
    for (const edit of tray.getAllByRole('button', { name: 'Edit' })) await userEvent.click(edit);
    const [first] = tray.getAllByRole('textbox', { name: 'Change what is not sent yet' });
    await userEvent.type(first as HTMLElement, ' of all');
    fireEvent.keyDown(first as HTMLElement, { key: 'Escape', isComposing: true });
    expect(tray.getAllByRole('textbox')).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    expect(tray.getAllByRole('textbox')).toHaveLength(1);
    expect(screen.getByRole('dialog', { name: 'Outbox' })).toBeTruthy();
  });

  it('puts what needs its author last, also of a conversation that is gone, and retries all of it', async () => {
    const id = chat.add({ people: [ana] });
    write(id, { content: 'goes by itself' });
    write(anId(), { content: 'too late', ...refused }, { content: 'also too late', ...refused });
    showApp(chat, '/');
    const tray = await openTray();
    const regions = tray.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
    expect(regions).toEqual(['Ana Lopes', 'Needs you']);
    const needy = within(tray.getByRole('region', { name: 'Needs you' }));
    expect(needy.getAllByText('A conversation you are not in any more.')).toHaveLength(2);
    await userEvent.click(tray.getByRole('button', { name: 'Retry all' }));
    expect(chat.asked.filter((asked) => asked.startsWith('retry'))).toHaveLength(2);
  });

  it('leads to the conversation, and says where words are kept only as long as the page', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    write(id, { content: 'later' });
    chat.store.update((state) => ({ ...state, storage: 'memory' }));
    showApp(chat, '/');
    const tray = await openTray();
    expect(tray.getByText(/keeps nothing for this page/)).toBeTruthy();
    await userEvent.click(tray.getByRole('button', { name: 'Ana Lopes' }));
    expect(await screen.findByRole('region', { name: 'Messages of Ana Lopes' })).toBeTruthy();
    expect(screen.getByText('Kept only while this page is open.')).toBeTruthy();
  });

  it('leaves the unsent words of a conversation one was removed from to their author', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    const { copied } = showApp(chat, `/c/${id}`);
    await screen.findByRole('region', { name: 'Messages of Ana Lopes' });
    act(() => {
      write(id, { content: 'too late for this one', ...refused });
      chat.store.update((state) => {
        const conversations = new Map(state.conversations);
        conversations.delete(id);
        return { ...state, conversations, order: [] };
      });
    });
    const left = within(await screen.findByRole('region', { name: 'Not sent' }));
    expect(left.getByText('too late for this one')).toBeTruthy();
    expect(left.getByText('Not sent')).toBeTruthy();
    await userEvent.click(left.getByRole('button', { name: 'Copy text' }));
    expect(copied).toEqual(['too late for this one']);
  });
});
