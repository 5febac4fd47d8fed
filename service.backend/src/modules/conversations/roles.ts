import type { Role } from '@parley/shared/models/conversation.ts';

/** Renaming and inviting are for those who run the group. */
export const mayManage = (role: Role): boolean => role !== 'member';

/** Owners may remove anybody; admins, members only. Leaving is another matter. */
export const mayRemove = (mine: Role, theirs: Role): boolean =>
  mine === 'owner' || (mine === 'admin' && theirs === 'member');

/** Owners may do all; admins may make members admins, and step down themselves. */
export function mayChangeRole(mine: Role, change: { from: Role; to: Role; isMyself: boolean }): boolean {
  if (mine === 'owner') return true;
  if (mine !== 'admin') return false;
  const { from, to, isMyself } = change;
  return from === to || (from === 'member' && to === 'admin') || (isMyself && to === 'member');
}
