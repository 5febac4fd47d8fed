import { changeProfile, me, register } from '@parley/shared/contract/accounts.routes.ts';
import { changePassword } from '@parley/shared/contract/own-account.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Accounts } from './account.service.ts';

/** Making an account, and one's own. */
export function mountAccounts({ mount }: Mount, accounts: Accounts): void {
  mount(
    register,
    async ({ body }, _, visit) => {
      // This machine itself is not counted by its address: many people and tools may share it.
      if (!visit.isLocal) await visit.token.take();
      const { me: account, token, deviceToken } = await accounts.register(body, visit);
      visit.setSession(token, account.id);
      visit.setDevice(deviceToken);
      return { status: 201, body: account };
    },
    { tokens: 'handler' },
  );
  // Its limits are those of signing in, and count wrong passwords only: the service takes them.
  mount(
    changePassword,
    async ({ body }, actor, visit) => {
      const { token, ended } = await accounts.changePassword(actor, body, visit);
      visit.setSession(token, actor.userId);
      return { status: 200, body: { ended } };
    },
    { tokens: 'handler' },
  );
  mount(me, async (_, actor) => ({ status: 200, body: await accounts.me(actor) }));
  mount(changeProfile, async ({ body }, actor) => ({ status: 200, body: await accounts.changeProfile(actor, body) }));
}
