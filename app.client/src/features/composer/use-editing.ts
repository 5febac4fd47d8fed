import { useEffect, useRef, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { type Editing, versionOf } from '../../chat/editing.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { useWorld } from '../../ui/World.tsx';

/** The words of a message while they are being changed. The draft below waits meanwhile. */
export interface EditingText {
  readonly content: string;
  readonly busy: boolean;
  readonly change: (content: string) => void;
  readonly save: () => Promise<void>;
}

/**
 * Changes a message; what was typed stays until the server has it, and whatever comes of it. What is typed while it is on its way
 * is a further change of the same message, and an answer that comes when another message is being changed ends nothing.
 */
export function useEditing(conversationId: string, editing: Editing | null, onDone: () => void): EditingText {
  const client = useChatClient();
  const { toasts } = useWorld();
  const [content, setContent] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => setContent(editing?.content ?? ''), [editing]);
  // What an answer finds when it comes; and the message as it is by then, where its author is still at it.
  const now = useRef({ editing, content });
  now.current = { editing, content };
  const saved = useRef<{ of: Editing; content: string; version: number } | null>(null);

  const save = async () => {
    if (!editing || busy) return;
    const base = saved.current?.of === editing ? saved.current : editing;
    if (content === base.content) return onDone();
    setBusy(true);
    try {
      if (editing.kind === 'unsent') await client.editUnsent(editing.id, content);
      else await client.edit(conversationId, editing.id, content, base.version);
      saved.current = { of: editing, content, version: versionOf(client.state.get(), conversationId, editing.id) };
      if (now.current.editing === editing && now.current.content === content) onDone();
    } catch (failure) {
      toasts.show({ text: `Not changed. ${failureWords(failure)}`, kind: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return { content, busy, change: setContent, save };
}
