import { archiveForAll, archiveForMe } from '@parley/shared/contract/archive.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Archive } from './archive.service.ts';

/** Hangs both ways of archiving on their routes. */
export function mountArchive({ mount }: Pick<Mount, 'mount'>, archive: Archive): void {
  mount(archiveForMe, async ({ params, body }, actor) => ({
    status: 200,
    body: await archive.forMe(actor, { ...params, ...body }),
  }));

  mount(archiveForAll, async ({ params, body }, actor) => ({
    status: 200,
    body: await archive.forAll(actor, { ...params, ...body }),
  }));
}
