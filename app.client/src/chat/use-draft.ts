import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Draft } from '../chat-client/outbox/drafts.ts';
import { createStore } from '../chat-client/store.ts';
import { useChatClient } from './ChatContext.tsx';
import { createComposition } from './composition.ts';

/** What a composer needs of its draft. */
export interface DraftHandle {
  readonly content: string;
  change(content: string): void;
  /**
   * Told when an input method begins to compose, and when it has ended, with what the draft's field holds by then: until then
   * nothing but what it writes changes the words.
   */
  compose(isUnderWay: boolean, written?: string | false): void;
  /**
   * Hands it to the outbox. What was sent leaves the composer only when it is durable; what is typed meanwhile stays and
   * belongs to the next message. False when it could not be written down: then the text is as it was.
   */
  send(): Promise<boolean>;
}

/** The draft of one conversation: restored on return, kept on each change, with an id of its own from the first letter. */
export function useDraft(conversationId: string): DraftHandle {
  const client = useChatClient();
  // A store, since what changes in one is on the screen before the next key falls: that key changes what the screen holds.
  const [draft] = useState(() => createStore<Draft>({ id: '', content: '' }));
  const { content } = useSyncExternalStore(draft.subscribe, draft.get);
  const sending = useRef<Promise<boolean> | null>(null);
  // What was handed over and is not durable yet: it still stands before what is typed now.
  const leaving = useRef('');
  // What is typed in another tab meanwhile: it is what stands there afterwards, or that tab would be told that nothing does.
  const elsewhere = useRef('');
  // What is durable, and still stands before what an input method composes.
  const gone = useRef('');
  const [composition] = useState(createComposition);

  const put = useCallback(
    (next: Draft, keep = true) => {
      draft.set(next);
      if (keep) client.drafts.set(conversationId, { ...next, content: without(next.content, gone.current) });
    },
    [client, conversationId, draft],
  );

  useEffect(() => {
    let left = false;
    const first = client.newId();
    put({ id: first, content: '' }, false);
    client.drafts
      .get(conversationId)
      .catch(() => null)
      .then(async (kept) => {
        if (!kept) return;
        // What was sent before the store answered is a message by itself, and still stands there until it is written down.
        const busy = () => sending.current ?? composition.end();
        for (let wait = busy(); wait; wait = busy()) await wait;
        const { id, content } = draft.get();
        // What was typed or sent meanwhile was written over what was kept, also by a composer that is no longer there.
        const isOver = content !== '' || id !== first;
        if (left && !isOver) return;
        // What was typed before the store answered goes on where what it kept ends.
        if (kept.id !== id && !isUnsent(client, conversationId, kept.id))
          put({ id: kept.id, content: kept.content + content }, isOver);
      });
    return () => {
      left = true;
      // Of a composer that is taken away none tells the end.
      composition.told(false);
    };
  }, [client, composition, conversationId, draft, put]);

  // Typed in another tab: the same draft, under the same id, so that sent from both it is one message.
  useEffect(
    () =>
      client.drafts.subscribe((where, told) => {
        if (where !== conversationId) return;
        if (sending.current) elsewhere.current = told.content;
        else put(told, false);
      }),
    [client, conversationId, put],
  );

  const change = (text: string) => {
    elsewhere.current = '';
    put({ id: draft.get().id, content: text });
  };

  const sendOnce = async (text: string): Promise<boolean> => {
    const { id, content } = draft.get();
    // At once: whatever is typed from here on is another message, and a second Enter cannot send this one anew.
    put({ id: client.newId(), content }, false);
    try {
      await client.send({ id, content: text, conversationId });
    } catch {
      // Not written down, hence not sent: the same text keeps the same id.
      elsewhere.current = '';
      put({ id, content: draft.get().content }, false);
      return false;
    }
    const end = composition.end();
    if (end) {
      gone.current = text;
      put(draft.get());
      await end;
      gone.current = '';
    }
    const now = draft.get();
    leaving.current = without(leaving.current, text);
    put({ id: now.id, content: without(elsewhere.current || now.content, text) });
    elsewhere.current = '';
    return true;
  };

  const send = (): Promise<boolean> => {
    const before = sending.current;
    const { content } = draft.get();
    // What stood there at this Enter, and neither what was handed over before nor what is typed after it. Where words that are
    // leaving were changed, all that stands there when its turn comes.
    const text = content.startsWith(leaving.current) ? content.slice(leaving.current.length) : null;
    // Enter twice on the same words is one message.
    if (before && text?.trim() === '') return before;
    leaving.current += text ?? '';
    // Sent with the letters under way, whose end nothing waits for any more: neither this nor what was handed over before.
    composition.told(false);
    const rest = (ok: boolean) => {
      const now = text ?? draft.get().content;
      return ok && now.trim() !== '' ? sendOnce(now) : ok;
    };
    const run = before ? before.then(rest) : sendOnce(content);
    sending.current = run;
    void run.finally(() => {
      if (sending.current !== run) return;
      sending.current = null;
      leaving.current = '';
    });
    return run;
  };

  const compose = (isUnderWay: boolean, written?: string | false) => {
    // Firefox tells last what was chosen, and would tell it of words that are others by then.
    if (composition.told(isUnderWay) && written) change(written);
  };

  return { content, change, compose, send };
}

const without = (text: string, beginning: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : text;

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
