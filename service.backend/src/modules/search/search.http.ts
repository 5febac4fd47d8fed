import { searchMessages } from '@parley/shared/contract/search.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Search } from './search.service.ts';

/** Hangs search on its route. */
export function mountSearch({ mount }: Pick<Mount, 'mount'>, search: Search): void {
  mount(searchMessages, async ({ query }, actor) => ({ status: 200, body: await search(actor, query) }));
}
