import { heads, sync } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Syncing } from './syncing.ts';

/** Hangs the comparison and the quiet check on their routes. */
export function mountSync({ mount }: Pick<Mount, 'mount'>, service: Syncing): void {
  mount(sync, async ({ body }, actor, { carrier }) => {
    const room = carrier === 'socket' ? limits.syncSocketBytes : limits.syncAnswerBytes;
    return { status: 200, body: await service.sync(actor, body, room) };
  });

  mount(heads, async ({ body }, actor) => {
    const answer = await service.heads(actor, body);
    return answer ? { status: 200, body: answer } : { status: 204 };
  });
}
