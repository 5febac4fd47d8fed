import type { Me } from '@parley/shared/models/user.ts';
import type { ChatClient } from '../../chat-client/chat-client.ts';
import { fakeClient } from './fake-client.ts';
import { createFakeRecord, type FakeRecord } from './fake-record.ts';

/** As much as a page of history bears. */
const PAGE = 50;

/** A chat in memory: a record that a test turns as it likes, and a client that does as one with a server would. */
export interface FakeChat extends FakeRecord {
  readonly client: ChatClient;
}

/** Makes one in which `me` is signed in and connected. */
export function createFakeChat(me: Me): FakeChat {
  const record = createFakeRecord(me);
  return { ...record, client: fakeClient(record, PAGE) };
}
