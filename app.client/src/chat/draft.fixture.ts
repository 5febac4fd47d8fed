import type { FakeChat } from './testing/fake-chat.ts';

/** From now on the disk waits with each message for what is returned to be called. */
export function onSlowDisk(chat: FakeChat): () => void {
  let written = () => {};
  const { send } = chat.client;
  chat.client.send = async (message) => {
    await new Promise<void>((resolve) => {
      written = resolve;
    });
    return send(message);
  };
  return () => written();
}

/** What a conversation still has to send, in its order. */
export const unsent = (chat: FakeChat, id: string): readonly string[] =>
  chat.store
    .get()
    .outbox.get(id)
    ?.map(({ content }) => content) ?? [];
