import { useMemo, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { type Editing, editingOf } from '../../chat/editing.ts';
import { failureWords } from '../../chat/failure-words.ts';
import type { MessageRow } from '../../chat/use-messages.ts';
import { useWorld } from '../../ui/World.tsx';
import type { LineDoings } from './MessageItem.tsx';

/** What can be done with rows. Deleting is asked about first: `asked` is the row in question. */
export function useDoings(conversationId: string, onEdit: (editing: Editing) => void, onMark: () => void) {
  const client = useChatClient();
  const { copy, toasts, addressOf } = useWorld();
  const [asked, setAsked] = useState<MessageRow | null>(null);

  const doings = useMemo((): LineDoings => {
    const put = async (text: string, done: string) => {
      const copied = await copy(text);
      toasts.show({ text: copied ? done : 'The browser did not let it be copied.' });
    };
    return {
      edit: (row) => {
        const editing = editingOf(row, client.state.get().me?.id);
        if (editing) onEdit(editing);
      },
      remove: setAsked,
      markUnread: ({ message }) => {
        if (!message) return;
        onMark();
        client.markUnread(conversationId, message.seq).then(
          () => toasts.show({ text: 'Unread again from here on, until you next come back.' }),
          (failure) => toasts.show({ text: `Not marked. ${failureWords(failure)}`, kind: 'failed' }),
        );
      },
      copyText: ({ message, entry }) => void put(message?.content ?? entry?.content ?? '', 'Text copied.'),
      // By its number: it is the message's place for ever, and can be fetched without knowing more.
      copyLink: ({ message }) => void put(addressOf(`/c/${conversationId}/m/${message?.seq ?? ''}`), 'Link copied.'),
    };
  }, [client, conversationId, copy, toasts, addressOf, onEdit, onMark]);

  const remove = (row: MessageRow) => {
    setAsked(null);
    const removal = row.message ? client.remove(conversationId, row.id) : client.discard(row.id);
    removal.catch((failure) => toasts.show({ text: `Not deleted. ${failureWords(failure)}`, kind: 'failed' }));
  };
  return { doings, asked, remove, forget: () => setAsked(null) };
}
