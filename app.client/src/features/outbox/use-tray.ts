import { useMemo } from 'react';
import { conversationName } from '../../chat/names.ts';
import { useChatState } from '../../chat/use-chat-state.ts';
import { needsYou, type UnsentEntry, useLanes } from '../../chat/use-outbox.ts';
import { useMe } from '../../chat/use-session.ts';

/** What waits in one conversation, in the order in which it goes out. */
interface TrayLane {
  readonly conversationId: string;
  readonly name: string;
  /** False for one that is not on this device: one was removed, or it was never listed here. */
  readonly known: boolean;
  readonly entries: readonly UnsentEntry[];
}

/** All that is unsent: what goes by itself, and what needs its author. */
export interface Tray {
  readonly total: number;
  readonly waiting: readonly TrayLane[];
  readonly needy: readonly TrayLane[];
}

/** The outbox as its tray shows it. */
export function useTray(): Tray {
  const lanes = useLanes();
  const conversations = useChatState((state) => state.conversations);
  const me = useMe()?.id;
  return useMemo(() => {
    const all = [...lanes].map(([conversationId, entries]): TrayLane => {
      const summary = conversations.get(conversationId)?.summary;
      const gone = entries.some(({ failure }) => failure?.code === 'NOT_FOUND');
      const unknown = gone ? 'A conversation you are not in any more' : 'A conversation that is not here yet';
      return { conversationId, name: summary ? conversationName(summary, me) : unknown, known: !!summary, entries };
    });
    const part = (wanted: (entry: UnsentEntry) => boolean) =>
      all.flatMap((lane) => {
        const entries = lane.entries.filter(wanted);
        return entries.length > 0 ? [{ ...lane, entries }] : [];
      });
    return {
      total: all.reduce((sum, { entries }) => sum + entries.length, 0),
      waiting: part((entry) => !needsYou(entry)),
      needy: part(needsYou),
    };
  }, [lanes, conversations, me]);
}
