import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '../chat-client/outbox/drafts.ts';
import { useChatClient } from './ChatContext.tsx';

/** What a composer needs of its draft. */
export interface DraftHandle {
  readonly content: string;
  /** False until what was kept has been read: nothing is sent before. */
  readonly ready: boolean;
  change(content: string): void;
  /**
   * Hands it to the outbox. What was sent leaves the composer only when it is durable; what is typed meanwhile stays and
   * belongs to the next message. False when it could not be written down: then the text is as it was.
   */
  send(): Promise<boolean>;
}

/** The draft of one conversation: restored on return, kept on each change, with an id of its own from the first letter. */
export function useDraft(conversationId: string): DraftHandle {
  const client = useChatClient();
  const [content, setContent] = useState('');
  const [ready, setReady] = useState(false);
  const draft = useRef<Draft>({ id: '', content: '' });
  const sending = useRef<{ text: string; run: Promise<boolean> } | null>(null);

  const put = useCallback(
    (next: Draft, keep = true) => {
      draft.current = next;
      setContent(next.content);
      if (keep) client.drafts.set(conversationId, next);
    },
    [client, conversationId],
  );

  useEffect(() => {
    let left = false;
    setReady(false);
    put({ id: client.newId(), content: '' }, false);
    const restore = (kept: Draft | null) => {
      if (left) return;
      const { id, content } = draft.current;
      // What was typed before the store answered goes on where what it kept ends.
      if (kept && kept.id !== id && !isUnsent(client, conversationId, kept.id))
        put({ id: kept.id, content: kept.content + content }, content !== '');
      setReady(true);
    };
    client.drafts.get(conversationId).then(restore, () => restore(null));
    return () => {
      left = true;
    };
  }, [client, conversationId, put]);

  // Typed in another tab: the same draft, under the same id, so that sent from both it is one message.
  useEffect(
    () =>
      client.drafts.subscribe((where, told) => {
        if (where === conversationId && !sending.current) put(told, false);
      }),
    [client, conversationId, put],
  );

  const change = useCallback((text: string) => put({ id: draft.current.id, content: text }), [put]);

  const sendOnce = useCallback(async (): Promise<boolean> => {
    const sent = draft.current;
    // At once: whatever is typed from here on is another message, and a second Enter cannot send this one anew.
    draft.current = { id: client.newId(), content: sent.content };
    try {
      await client.send({ ...sent, conversationId });
    } catch {
      // Not written down, hence not sent: the same text keeps the same id.
      draft.current = { id: sent.id, content: draft.current.content };
      return false;
    }
    const now = draft.current.content;
    put({ id: draft.current.id, content: now.startsWith(sent.content) ? now.slice(sent.content.length) : now });
    return true;
  }, [client, conversationId, put]);

  const send = useCallback((): Promise<boolean> => {
    const before = sending.current;
    const { content: text } = draft.current;
    // Enter twice on the same words is one message; on more words, the rest goes as the next one when its turn comes.
    if (before?.text === text) return before.run;
    const rest = (ok: boolean) => (ok && draft.current.content.trim() !== '' ? sendOnce() : ok);
    const run = before ? before.run.then(rest) : sendOnce();
    sending.current = { text, run };
    void run.finally(() => {
      if (sending.current?.run === run) sending.current = null;
    });
    return run;
  }, [sendOnce]);

  return { content, ready, change, send };
}

const isUnsent = (client: ReturnType<typeof useChatClient>, conversationId: string, id: string): boolean => {
  const state = client.state.get();
  const lane = state.outbox.get(conversationId) ?? [];
  const rows = state.conversations.get(conversationId)?.timeline?.rows ?? [];
  return lane.some((entry) => entry.id === id) || rows.some((message) => message.id === id);
};

/** The beginning of what waits in a conversation's composer, or null; looked up whenever `writing` ends. */
export function useDraftPreview(conversationId: string, writing: boolean): string | null {
  const client = useChatClient();
  const [preview, setPreview] = useState<string | null>(null);
  useEffect(() => {
    if (writing) return setPreview(null);
    let left = false;
    client.drafts.get(conversationId).then(
      (draft) => {
        if (!left) setPreview(draft && draft.content.trim() !== '' ? draft.content.slice(0, 120) : null);
      },
      () => {},
    );
    return () => {
      left = true;
    };
  }, [client, conversationId, writing]);
  return preview;
}
