import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { timeOf } from '../chat/moments.ts';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');

beforeAll(layOut);
afterEach(cleanup);

it("tells of somebody else's late messages when they were written, also within a group and by name", async () => {
  const chat = createFakeChat(nora);
  const [createdAt, second] = ['2026-11-20T17:30:00.000Z', '2026-11-20T17:30:01.000Z'];
  const [composedAt, after] = ['2026-11-20T14:02:00.000Z', '2026-11-20T14:05:00.000Z'];
  const id = chat.add({
    people: [ana],
    messages: [
      { content: 'in the tunnel', senderId: ana.id, createdAt, composedAt },
      { content: 'still in the tunnel', senderId: ana.id, createdAt: second, composedAt: after },
      { content: 'out again', senderId: ana.id, createdAt: second },
    ],
  });
  showApp(chat, `/c/${id}`);
  const line = within(await screen.findByRole('region', { name: /^Messages of/ }));
  const name = (written: string, content: string) => `Ana Lopes at ${timeOf(createdAt)}${written}: ${content}`;
  const first = await line.findByRole('article', {
    name: name(`, written ${timeOf(composedAt)}`, 'in the tunnel'),
  });
  expect(within(first).getByText(`written ${timeOf(composedAt)}`)).toBeTruthy();
  const next = await line.findByRole('article', { name: name(`, written ${timeOf(after)}`, 'still in the tunnel') });
  expect(within(next).getByText(`written ${timeOf(after)}, sent ${timeOf(second)}`)).toBeTruthy();
  const prompt = await line.findByRole('article', { name: name('', 'out again') });
  expect(within(prompt).queryByText(/written/)).toBeNull();
});
