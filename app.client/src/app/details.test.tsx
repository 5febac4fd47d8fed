import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

beforeAll(layOut);
afterEach(cleanup);

const nora = asMe(aUser('Nora Lindqvist'));

it('keeps the place of the record before it was compared, so that nothing below moves', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const messages = Array.from({ length: 20 }, (_, nth) => ({ content: `message ${nth}` }));
  const id = chat.add({ people: [aUser('Ana Lopes')], messages });
  const awaits = (awaitsFresh: boolean) =>
    chat.change(id, (now) => ({ ...now, timeline: now.timeline && { ...now.timeline, awaitsFresh } }));
  showApp(chat, `/c/${id}`, { wide: true });
  const record = within(await screen.findByRole('region', { name: 'Details' }));
  act(() => awaits(true));
  const shape = () =>
    record
      .getByText('Compared with the server')
      .closest('section')
      ?.innerHTML.replaceAll(/<path[^>]*>(<.path>)?| viewBox="[^"]*"/g, '');
  expect(record.getByText(/not compared yet/)).toBeTruthy();
  const before = shape();
  act(() => awaits(false));
  expect(record.getByText(/in order, none missing/)).toBeTruthy();
  expect(shape()?.replace('in order, none missing', 'not compared yet')).toBe(before);
});

/** Two conversations, the first of them open. */
function open(wide: boolean) {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  chat.add({ people: [aUser('Ben Ito')], messages: [{ content: 'good morning' }] });
  return showApp(chat, `/c/${id}`, { wide });
}
const panel = () => screen.queryByRole('region', { name: 'Details' });
const press = async () => {
  await screen.findByRole('region', { name: 'Messages of Ana Lopes' });
  await userEvent.click(screen.getByRole('button', { name: 'Details' }));
};
const toBen = () =>
  userEvent.click(within(screen.getByRole('navigation', { name: 'Conversations' })).getByText('Ben Ito'));

it('closes details that lie over the page on Back, and stays in the conversation', async () => {
  const { back } = open(false);
  await press();
  await screen.findByRole('region', { name: 'Details' });
  act(back);
  expect(panel()).toBeNull();
  expect(screen.getByRole('region', { name: 'Messages of Ana Lopes' })).toBeTruthy();
});

it('leaves no step behind when they are closed by hand, however often that is pressed', async () => {
  open(false);
  await toBen();
  await screen.findByRole('region', { name: 'Messages of Ben Ito' });
  await userEvent.click(screen.getByRole('button', { name: 'Details' }));
  await userEvent.dblClick(await screen.findByRole('button', { name: 'Close details' }));
  expect(panel()).toBeNull();
  expect(screen.getByRole('region', { name: 'Messages of Ben Ito' })).toBeTruthy();
});

it('shows the messages of the next conversation, not its details over them', async () => {
  open(false);
  await press();
  await screen.findByRole('region', { name: 'Details' });
  await toBen();
  await screen.findByRole('region', { name: 'Messages of Ben Ito' });
  expect(panel()).toBeNull();
});

it('keeps details that stand beside the page from conversation to conversation', async () => {
  open(true);
  await screen.findByRole('region', { name: 'Details' });
  await toBen();
  await screen.findByRole('region', { name: 'Messages of Ben Ito' });
  expect(within(await screen.findByRole('region', { name: 'Details' })).getByText('Ben Ito')).toBeTruthy();
});

it('keeps the details when Escape leaves an edit: one thing at a time', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ senderId: nora.id, content: 'frist' }] });
  showApp(chat, `/c/${id}`, { wide: false });
  await press();
  await screen.findByRole('region', { name: 'Details' });
  const text = await screen.findByRole('textbox', { name: 'Write to Ana Lopes' });
  await userEvent.type(text, '{ArrowUp}');
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('textbox', { name: 'Write to Ana Lopes' })).toBeTruthy();
  expect(panel()).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(panel()).toBeNull();
});

it('takes the focus over the page, and gives it to what opens them again when they are closed from inside or on Back', async () => {
  const { back } = open(false);
  const opener = () => screen.getByRole('button', { name: 'Details' });
  await press();
  expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Close details' }));
  await userEvent.keyboard('{Enter}');
  expect(panel()).toBeNull();
  expect(document.activeElement).toBe(opener());
  await press();
  await screen.findByRole('button', { name: 'Close details' });
  act(back);
  expect(document.activeElement).toBe(opener());
});
