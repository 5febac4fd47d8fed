import { Me } from '@parley/shared/models/user.ts';
import { type ChatState, listedConversation } from '../state.ts';
import type { WritableStore } from '../store.ts';
import type { SavedStretch } from '../timeline/remember.ts';
import { readLines, readStretch } from './records.ts';
import type { SavedPart, SavedStorage } from './saved-storage.ts';

/** Who was here last; null where nothing of him is kept, or it cannot be read. */
export async function recallPerson(saved: SavedStorage): Promise<Me | null> {
  const last = await saved.last();
  const { data } = Me.safeParse(last?.me);
  return data && data.id === last?.userId ? data : null;
}

/**
 * Shows the list as this device's disk has it, and from now on keeps what is read. Gives the life of the record that it
 * belongs to; null where there is nothing. What cannot be read is left out: it will be fetched anew.
 */
export async function recallLines(saved: SavedStorage, store: WritableStore<ChatState>): Promise<string | null> {
  const { me, connection } = store.get();
  if (!me) return null;
  try {
    const last = await saved.last();
    const isHis = last?.userId === me.id && last.epoch !== null;
    const [written] = await Promise.all([
      isHis ? saved.lines(me.id) : [],
      saved.begin({ userId: me.id, epoch: null, at: connection.since, me }),
    ]);
    const lines = readLines(written);
    if (!isHis || lines.length === 0 || store.get().me?.id !== me.id) return null;
    const inOrder = [...lines].sort((one, other) => Date.parse(other.lastChangeAt) - Date.parse(one.lastChangeAt));
    store.update((state) => ({
      ...state,
      conversations: new Map(
        inOrder.map((line) => [line.conversation.id, { ...listedConversation(line), savedAt: last.at }]),
      ),
      order: inOrder.map(({ conversation }) => conversation.id),
      list: { ...state.list, status: 'ready', next: null },
      users: new Map([...lines.flatMap(({ people }) => people.map((one) => [one.id, one] as const)), ...state.users]),
    }));
    return last.epoch;
  } catch {
    return null;
  }
}

/** What the disk has of one conversation's messages, or of a part of them. */
export async function recallStretch(
  saved: SavedStorage,
  userId: string,
  conversationId: string,
  part?: SavedPart,
): Promise<SavedStretch | null> {
  const messages = await saved.messages(userId, conversationId, part);
  return messages && readStretch(messages, conversationId);
}
