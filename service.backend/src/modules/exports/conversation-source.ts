import type { ExportCounts, ExportedMessage, ExportHead } from '@parley/shared/models/export.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Span, SpanRepository } from './span.repository.ts';

/** A conversation as one person sees it, to be read once from its first message to the last of when it began. */
export interface ConversationSource {
  readonly head: ExportHead;
  /** About how many messages there are. */
  readonly total: number;
  pages(): AsyncGenerator<readonly ExportedMessage[]>;
  /** What was read so far. */
  counts(): ExportCounts;
  /** Asks the database how many there are, and fails when that is not what was read. */
  verify(): Promise<void>;
}

/** Rows a page: small, so that no statement and no snapshot lasts long, however much there is. */
const pageRows = 100;
/** Numbers a count covers: the same reason. */
const countedAtOnce = 20_000;

/** Opens it for somebody who is in it now. */
export async function openConversation(
  spans: SpanRepository,
  asked: { readonly userId: string; readonly conversationId: string; readonly exportedAt: string },
): Promise<ConversationSource> {
  const place = await spans.place(asked.userId, asked.conversationId);
  if (place === null) throw new DomainError('NOT_FOUND');
  const { conversation, visibleFromSeq, upToSeq } = place;
  const whole = { ...asked, after: Math.max(0, visibleFromSeq - 1), upTo: upToSeq };
  const read = { messages: 0, events: 0 };

  async function counted(span: Span) {
    const sum = { present: 0, deletedSince: 0 };
    for (let after = span.after; after < span.upTo; after += countedAtOnce) {
      const upTo = Math.min(span.upTo, after + countedAtOnce);
      const part = await spans.count({ ...span, after, upTo }, upToSeq);
      sum.present += part.present;
      sum.deletedSince += part.deletedSince;
    }
    return sum;
  }

  return {
    head: {
      format: 'parley-conversation',
      version: 1,
      exportedAt: asked.exportedAt,
      exportedBy: asked.userId,
      conversation,
      visibleFromSeq,
      upToSeq,
      people: await spans.people(asked.conversationId),
    },
    total: (await counted(whole)).present,
    counts: () => ({ ...read }),

    async *pages() {
      for (let after = whole.after; ; ) {
        const page = await spans.page({ ...whole, after }, pageRows);
        // Asked with each page: who is removed in the middle gets no more of it.
        if (page === null) throw new DomainError('NOT_FOUND');
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.seq;
        for (const { kind } of page) read[kind === 'text' ? 'messages' : 'events']++;
        yield page;
      }
    },

    async verify() {
      const { present, deletedSince } = await counted(whole);
      const written = read.messages + read.events;
      // What was deleted after it was read is in the file and not in the count; nothing else may differ.
      if (written < present || written > present + deletedSince) throw new Error('the counts do not agree');
    },
  };
}
