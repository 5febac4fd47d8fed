import type { ConversationState } from '@parley/client/chat-client/state.ts';
import { sync } from '@parley/shared/contract/sync.routes.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { FinalDevice, FinalLine, FinalTimeline, Fresh } from '../checker/truth.ts';
import type { Device } from '../devices/device.ts';
import { rowOf } from '../devices/fingerprint.ts';
import { liveSpans, marksOf } from '../devices/watch-state.ts';
import type { Api } from './api.ts';

function lineOf({ conversation, head, me, lastMessage }: ConversationSummary): FinalLine {
  const last = lastMessage === null ? null : { id: lastMessage.id, seq: lastMessage.seq, rev: lastMessage.rev };
  return {
    c: conversation.id,
    head,
    title: conversation.title,
    role: me.role,
    joined: me.joinedSeq,
    delivered: me.deliveredSeq,
    read: me.readSeq,
    mark: me.unreadMarkSeq,
    unread: me.unread,
    last,
  };
}

function timelineOf(state: ConversationState): FinalTimeline[] {
  const { id: c, timeline } = state;
  if (timeline === null || timeline.awaitsFresh) return [];
  return [
    { c, cursor: timeline.cursor, live: liveSpans(timeline), rows: timeline.rows.map(rowOf), marks: marksOf(state) },
  ];
}

/** Where a device stands. */
export function finalOf({ name, person, client }: Device): FinalDevice {
  const { connection, conversations, outbox } = client().state.get();
  const all = [...conversations.values()];
  return {
    device: name,
    user: person.id,
    phase: connection.phase,
    lines: all.map(({ summary }) => lineOf(summary)),
    timelines: all.flatMap(timelineOf),
    unsent: [...outbox].flatMap(([c, entries]) => entries.map(({ id, status }) => ({ c, id, status }))),
  };
}

/** What somebody is told who knows nothing. */
export async function freshOf(user: string, api: Api, conversations: readonly string[]): Promise<Fresh> {
  const open = conversations.map((c) => ({ c, cursor: null, joinedSeq: 0 }));
  const body = { epoch: null, after: null, upTo: null, heads: [], open, ask: [] };
  const answer = sync.responses[200].parse((await api.insist('POST', '/sync', body)).body);
  return {
    user,
    lines: answer.conversations.map(({ summary }) => lineOf(summary)),
    timelines: answer.conversations.flatMap(({ summary, open: state }) => {
      if (state?.kind !== 'fresh') return [];
      const marks = state.participants.flatMap(({ user: { id }, leftSeq, deliveredSeq, readSeq }) =>
        leftSeq === null ? [{ user: id, delivered: deliveredSeq, read: readSeq }] : [],
      );
      const { from, upTo, messages } = state.page;
      return [
        { c: summary.conversation.id, cursor: state.upTo, live: [[from, upTo]], rows: messages.map(rowOf), marks },
      ];
    }),
  };
}
