import { eraseAccount } from '@parley/shared/contract/own-account.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Erasure } from './erasure.service.ts';

/** The way out for good. */
export function mountErasure({ mount }: Mount, erase: Erasure): void {
  // Its limits are those of signing in, and count wrong passwords only: the service takes them.
  mount(
    eraseAccount,
    async ({ body }, actor, visit) => {
      await erase(actor, body, visit);
      visit.clearSession();
      return { status: 204 };
    },
    { tokens: 'handler' },
  );
}
