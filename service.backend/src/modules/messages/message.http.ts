import {
  deleteMessage,
  editMessage,
  listChanges,
  listMessages,
  sendMessage,
} from '@parley/shared/contract/messages.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { MessageService } from './message.service.ts';

/** Hangs messages on their routes. A send takes its token itself, because a replay costs none. */
export function mountMessages({ mount }: Pick<Mount, 'mount'>, messages: MessageService): void {
  mount(
    sendMessage,
    async ({ params, body }, actor, { token }) => {
      const { isNew, answer } = await messages.send(actor, { ...params, ...body, token });
      return { status: isNew ? 201 : 200, body: answer };
    },
    { tokens: 'handler' },
  );

  mount(editMessage, async ({ params, body }, actor) => ({
    status: 200,
    body: await messages.edit(actor, { ...params, ...body }),
  }));

  mount(deleteMessage, async ({ params }, actor) => ({ status: 200, body: await messages.remove(actor, params) }));

  mount(listMessages, async ({ params, query }, actor) => ({
    status: 200,
    body: await messages.list(actor, { ...params, ...query }),
  }));

  mount(listChanges, async ({ params, query }, actor) => ({
    status: 200,
    body: await messages.changes(actor, { ...params, ...query }),
  }));
}
