import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat } from '../../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';

beforeAll(layOut);
afterEach(cleanup);

/** Somebody has sent `one` to a slow disk and composes on behind it; `written` is the end of that. */
async function composingBehindOne() {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  showApp(chat, `/c/${id}`);
  const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Write to Ana Lopes' });
  let written = () => {};
  const { send } = chat.client;
  chat.client.send = async (message) => {
    await new Promise<void>((resolve) => {
      written = resolve;
    });
    return send(message);
  };
  await userEvent.type(text, 'one{Enter}');
  chat.client.send = send;
  fireEvent.compositionStart(text);
  fireEvent.input(text, { target: { value: 'oneに' } });
  const unsent = () =>
    chat.store
      .get()
      .outbox.get(id)
      ?.map(({ content }) => content) ?? [];
  await act(async () => written());
  await waitFor(() => expect(unsent()).toEqual(['one']));
  return { text, unsent };
}

/** As the browser does, behind React's back: who writes is told by the event alone. */
const writes = (text: HTMLTextAreaElement, value: string) =>
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(text, value);

it('keeps what an input method has put in place of its letters, where the browser tells of it after the end', async () => {
  const { text } = await composingBehindOne();
  expect(text.value).toBe('oneに');
  // Firefox: chosen, ended, and told last.
  writes(text, 'one日本');
  await act(async () => void fireEvent.compositionEnd(text));
  await act(async () => void text.dispatchEvent(new InputEvent('input', { bubbles: true })));
  expect(text.value).toBe('日本');
});

it('sends what is composed behind words that have not left the composer, without waiting for its end', async () => {
  const { text, unsent } = await composingBehindOne();
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(unsent()).toEqual(['one', 'に']));
  await waitFor(() => expect(text.value).toBe(''));
});
