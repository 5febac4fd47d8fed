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
  /** Another tab has written to the outbox. */
  readonly written: () => void;
  /** Another tab has fetched what is kept whole, or was told what is. */
  readonly kept: () => void;
  /** Another tab is about to sign out. */
  readonly leaving: () => void;
  /** Another tab puts the session under another cookie. */
  readonly renewing: () => void;
  /** Another tab says who is signed in, or that nobody is. */
  readonly session: (userId: string | null) => void;
  readonly typed: (userId: string, conversationId: string, draft: Draft) => void;
}

/** Listens from now on; what cannot be read is none of this version's. */
export function openNotices({
  openChannel,
  me,
  written,
  kept,
  leaving,
  renewing,
  session,
  typed,
}: NoticeDeps): Notices {
  const channel = openChannel('parley', (message) => {
    const { data } = Notice.safeParse(message);
    if (data?.kind === 'outbox' && data.userId === me()) written();
    if (data?.kind === 'kept' && data.userId === me()) kept();
    // The cookie is everybody's: whoever signed in elsewhere is signed in here.
    if (data?.kind === 'leaving' && data.userId === me()) leaving();
    if (data?.kind === 'renewing' && data.userId === me()) renewing();
    if (data?.kind === 'session') session(data.userId);
    if (data?.kind === 'draft') typed(data.userId, data.conversationId, data.draft);
  });
  return { tell: (notice) => channel.post(notice), close: () => channel.close() };
}
