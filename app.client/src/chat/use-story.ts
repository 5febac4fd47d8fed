import type { Advance } from '@parley/shared/contract/answers.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { useEffect, useMemo, useState } from 'react';
import { othersOf } from '../chat-client/timeline/status.ts';
import { useChatClient } from './ChatContext.tsx';
import { type Story, storyOfEntry, storyOfMessage } from './story.ts';
import { nextWords, whyHere } from './unsent-words.ts';
import { useConversation } from './use-conversations.ts';
import type { MessageRow } from './use-messages.ts';
import { useNow } from './use-now.ts';
import { useOutbox } from './use-outbox.ts';

const none: readonly Advance[] = [];

/** Since when the others have it: asked when it is looked at, and again when somebody has come further. */
function useAdvances(message: Message | null, marks: string) {
  const client = useChatClient();
  const [advances, setAdvances] = useState(none);
  const [unknown, setUnknown] = useState(false);
  const { conversationId, id } = message ?? {};
  useEffect(() => {
    if (conversationId === undefined || id === undefined || marks === '') return;
    let left = false;
    client.advances(conversationId, id).then(
      (answer) => {
        if (left) return;
        setUnknown(false);
        setAdvances(answer);
      },
      () => !left && setUnknown(true),
    );
    return () => {
      left = true;
    };
  }, [client, conversationId, id, marks]);
  return { advances, unknown };
}

/** The story of one message of mine; `unknown` when the moments of the others could not be asked for. */
export function useStory({ message, entry }: MessageRow): { readonly story: Story; readonly unknown: boolean } {
  const client = useChatClient();
  const conversationId = message?.conversationId ?? entry?.conversationId ?? '';
  const participants = useConversation(conversationId)?.participants;
  const lane = useOutbox(conversationId);
  const now = useNow(message ? null : 500);
  const others = useMemo(
    () => (message && participants ? othersOf(message, participants.values()) : []),
    [participants, message],
  );
  const reached = message ? others.filter(({ deliveredSeq }) => deliveredSeq >= message.seq) : [];
  const read = reached.filter(({ readSeq }) => message !== null && readSeq >= message.seq);
  const { advances, unknown } = useAdvances(message, reached.length === 0 ? '' : `${reached.length} ${read.length}`);
  if (message) {
    return { story: storyOfMessage({ message, here: client.sentHere(message.id), others, advances }), unknown };
  }
  if (!entry) return { story: { title: '', stations: [] }, unknown };
  const place = lane.filter(({ status }) => status === 'queued' || status === 'sending').indexOf(entry);
  return { story: storyOfEntry(entry, nextWords(entry, Math.max(0, place), now), whyHere(entry)), unknown };
}
