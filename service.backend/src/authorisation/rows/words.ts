import { randomUUID } from 'node:crypto';
import type { Expected } from '../route-row.ts';
import type { Asker, World } from '../world.ts';

/** The group as a parameter of the path. */
export const inside = ({ conversationId }: World) => ({ conversationId });

/** The asker in the group; who is nobody stands under an id that nobody has. */
export const myself = ({ conversationId, cast }: World, asker: Asker) => ({
  conversationId,
  userId: asker === 'nobody' ? randomUUID() : cast[asker].me.id,
});

/** A message of a member who asks nothing. */
export const messageOfTarget = (world: World) => ({ ...inside(world), messageId: world.messageOfTarget });

/** Open to everybody with a session. */
export const signedIn: Expected = [401, 200, 200, 200, 200, 200];

/** For those who are in the group now; to the rest there is none. */
export const present: Expected = [401, 404, 404, 200, 200, 200];

/** Somebody else's: to everybody here there is none. */
export const nobody: Expected = [401, 404, 404, 404, 404, 404];

/** For those who run the group. */
export const runs: Expected = [401, 404, 404, 403, 200, 200];
