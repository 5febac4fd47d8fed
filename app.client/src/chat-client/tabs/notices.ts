import type { Draft } from '../outbox/drafts.ts';
import type { ClientPorts } from '../ports.ts';
import { Notice } from './notice.ts';

/** What tabs of one browser tell each other. Only hints: a tab that hears none of it finds out by itself. */
export interface Notices {
  tell(notice: Notice): void;
  close(): void;
}

/** Who is here, and what is done with each notice that concerns him. */
export interface NoticeDeps {
  readonly openChannel: ClientPorts['openChannel'];
  readonly me: () => string | null;
  /** His session has ended, as this tab was told: that he is signed in is news. */
  readonly isExpired: () => boolean;
  /** Another tab has written to the outbox. */
  readonly written: () => void;
  /** Another tab has fetched what is kept whole, or was told what is. */
  readonly kept: () => void;
  /** Another tab is about to sign out. */
  readonly leaving: () => void;
  /** Another tab says that somebody else is signed in, or nobody. */
  readonly session: (userId: string | null) => void;
  readonly typed: (userId: string, conversationId: string, draft: Draft) => void;
}

/** Listens from now on; what cannot be read is none of this version's. */
export function openNotices({
  openChannel,
  me,
  isExpired,
  written,
  kept,
  leaving,
  session,
  typed,
}: NoticeDeps): Notices {
  const channel = openChannel('parley', (message) => {
    const { data } = Notice.safeParse(message);
    if (data?.kind === 'outbox' && data.userId === me()) written();
    if (data?.kind === 'kept' && data.userId === me()) kept();
    // The cookie is everybody's: whoever signed in elsewhere is signed in here.
    if (data?.kind === 'leaving' && data.userId === me()) leaving();
    if (data?.kind === 'session' && (data.userId !== me() || isExpired())) session(data.userId);
    if (data?.kind === 'draft') typed(data.userId, data.conversationId, data.draft);
  });
  return { tell: (notice) => channel.post(notice), close: () => channel.close() };
}
