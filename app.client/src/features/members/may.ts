import type { Participant, Role } from '@parley/shared/models/conversation.ts';

/** Renaming and inviting are for those who run the group. The server decides; this only hides what it would refuse. */
export const mayManage = (mine: Role): boolean => mine !== 'member';

/** What I may do with somebody in a group. */
export interface Doable {
  readonly roles: readonly Role[];
  readonly remove: boolean;
}

/** Owners may do all; admins may make members admins and remove members. Of oneself, only stepping down. */
export function doableWith(mine: Role, { role }: Pick<Participant, 'role'>, isMyself: boolean): Doable {
  const all: readonly Role[] = ['owner', 'admin', 'member'];
  const others = all.filter((other) => other !== role);
  if (mine === 'owner') return { roles: others, remove: !isMyself };
  if (mine === 'admin' && isMyself) return { roles: ['member'], remove: false };
  if (mine === 'admin' && role === 'member') return { roles: ['admin'], remove: true };
  return { roles: [], remove: false };
}
