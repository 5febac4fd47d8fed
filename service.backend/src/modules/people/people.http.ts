import { findPeople, person, presences } from '@parley/shared/contract/people.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Presence } from '@parley/shared/models/user.ts';
import type { Database } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Mount } from '../../platform/mount.ts';
import { createPeopleRepository } from './people.repository.ts';

/** Finding people, and who is there. Presence is known to the sockets alone, hence handed in. */
export function mountPeople(
  { mount }: Mount,
  { db, presencesOf }: { db: Database; presencesOf: (userId: string) => Promise<readonly Presence[]> },
): void {
  const people = createPeopleRepository(db);

  mount(findPeople, async ({ query: { username } }) => {
    const isPossible = /^[a-z0-9._-]+$/.test(username);
    return { status: 200, body: { people: isPossible ? await people.find(username, limits.peopleFound) : [] } };
  });

  mount(person, async ({ params: { userId } }, actor) => {
    const found = await people.known(actor.userId, userId);
    if (found === null) throw new DomainError('NOT_FOUND');
    return { status: 200, body: found };
  });

  mount(presences, async (_, actor) => {
    const all = await presencesOf(actor.userId);
    return { status: 200, body: { presences: all.slice(0, limits.presences) } };
  });
}
