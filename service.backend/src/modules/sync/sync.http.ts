import { heads, OpenState, SyncedConversation, sync } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import * as z from 'zod/mini';
import { checkedOnce } from '../../platform/checked-once.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Syncing } from './syncing.ts';

// Devices that are compared together are told the very same of a room: how it goes on is checked once for all of them.
const Conversations = z.array(z.extend(SyncedConversation, { open: z.nullable(checkedOnce(OpenState)) }));
const route = { ...sync, responses: { 200: z.extend(sync.responses[200], { conversations: Conversations }) } };

/** Hangs the comparison and the quiet check on their routes. */
export function mountSync({ mount }: Pick<Mount, 'mount'>, service: Syncing): void {
  mount(
    route,
    async ({ body }, actor, { carrier }) => {
      const room = carrier === 'socket' ? limits.syncSocketBytes : limits.syncAnswerBytes;
      return { status: 200, body: await service.sync(actor, body, room) };
    },
    // After a storm everybody asks at once; what the statements may take has limits of its own.
    { deadlines: 2 },
  );

  mount(heads, async ({ body }, actor) => {
    const answer = await service.heads(actor, body);
    return answer ? { status: 200, body: answer } : { status: 204 };
  });
}
