import { putUnreadMark, whyUnread } from '@parley/shared/contract/unread.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { UnreadService } from './unread.service.ts';

/** Hangs the mark of unread, and its account, on their routes. */
export function mountUnread({ mount }: Pick<Mount, 'mount'>, unread: UnreadService): void {
  mount(putUnreadMark, async ({ params, body }, actor) => ({
    status: 200,
    body: await unread.mark(actor, { ...params, ...body }),
  }));

  mount(whyUnread, async ({ params }, actor) => ({ status: 200, body: await unread.why(actor, params) }));
}
