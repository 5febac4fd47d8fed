import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Write to|Edit the message/ });

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
});
