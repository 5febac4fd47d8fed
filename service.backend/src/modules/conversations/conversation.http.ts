import {
  addParticipants,
  changeRole,
  createConversation,
  getConversation,
  listConversations,
  removeParticipant,
  renameConversation,
} from '@parley/shared/contract/conversations.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Conversations } from './conversation.service.ts';

/** Conversations and their people over the contract. */
export function mountConversations({ mount }: Mount, conversations: Conversations): void {
  mount(listConversations, async ({ query }, actor) => ({ status: 200, body: await conversations.list(actor, query) }));

  mount(createConversation, async ({ body }, actor) => {
    const { answer, isNew } = await conversations.create(actor, body);
    return { status: isNew ? 201 : 200, body: answer };
  });

  mount(getConversation, async ({ params: { conversationId } }, actor) => {
    return { status: 200, body: await conversations.get(actor, conversationId) };
  });

  mount(renameConversation, async ({ params: { conversationId }, body: { title } }, actor) => {
    return { status: 200, body: await conversations.rename(actor, conversationId, title) };
  });

  mount(addParticipants, async ({ params: { conversationId }, body: { userIds } }, actor) => {
    return { status: 200, body: await conversations.add(actor, conversationId, userIds) };
  });

  mount(changeRole, async ({ params: { conversationId, userId }, body: { role } }, actor) => {
    return { status: 200, body: await conversations.changeRole(actor, conversationId, userId, role) };
  });

  mount(removeParticipant, async ({ params: { conversationId, userId } }, actor) => {
    await conversations.remove(actor, conversationId, userId);
    return { status: 204 };
  });
}
