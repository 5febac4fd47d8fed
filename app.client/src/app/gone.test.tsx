import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const tom = aUser('Tom Okafor');

beforeAll(layOut);
afterEach(cleanup);

/** A conversation whose first numbers retention has removed, or would have if there were any. */
function line(purgedBelowSeq: number, retention: RetentionRule | null, visibleFromSeq = purgedBelowSeq) {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [tom], messages: [{ content: 'what was first' }, { content: 'what is left' }] });
  chat.change(id, (now) => {
    const { me, conversation } = now.summary;
    const summary = {
      ...now.summary,
      me: { ...me, visibleFromSeq },
      conversation: { ...conversation, purgedBelowSeq, retention },
    };
    return { ...now, summary };
  });
  showApp(chat, `/c/${id}`);
}

it('says at the beginning that what came before was deleted, and by which rule', async () => {
  line(1, { archiveAfterDays: null, deleteAfterDays: 30 });
  await screen.findByText('Earlier messages were deleted for good: here they are deleted after 30 days.');
  cleanup();
  line(1, null);
  await screen.findByText('Earlier messages were deleted for good: they are kept as this instance has it.');
  cleanup();
  line(1, { archiveAfterDays: 7, deleteAfterDays: null });
  await screen.findByText('Earlier messages were deleted for good.');
});

it('says nothing of it where nothing was deleted, nor where I came later', async () => {
  line(0, { archiveAfterDays: null, deleteAfterDays: 30 });
  await screen.findAllByText('what is left');
  expect(screen.queryByText(/deleted for good/)).toBeNull();
  cleanup();
  line(1, null, 2);
  await screen.findAllByText('what is left');
  expect(screen.queryByText(/deleted for good/)).toBeNull();
});
