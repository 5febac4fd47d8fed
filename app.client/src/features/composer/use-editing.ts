import { useEffect, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import type { Editing } from '../../chat/editing.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { useWorld } from '../../ui/World.tsx';

/** The words of a message while they are being changed. The draft below waits meanwhile. */
export interface EditingText {
  readonly content: string;
  readonly busy: boolean;
  readonly change: (content: string) => void;
  readonly save: () => Promise<void>;
}

/** Changes a message; what was typed stays until the server has it, and whatever comes of it. */
export function useEditing(conversationId: string, editing: Editing | null, onDone: () => void): EditingText {
  const client = useChatClient();
  const { toasts } = useWorld();
  const [content, setContent] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => setContent(editing?.content ?? ''), [editing]);

  const save = async () => {
    if (!editing || busy) return;
    if (content === editing.content) return onDone();
    setBusy(true);
    try {
      if (editing.kind === 'unsent') await client.editUnsent(editing.id, content);
      else await client.edit(conversationId, editing.id, content, editing.version);
      onDone();
    } catch (failure) {
      toasts.show({ text: `Not changed. ${failureWords(failure)}`, kind: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return { content, busy, change: setContent, save };
}
