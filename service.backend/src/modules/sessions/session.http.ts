import { signIn, signOut } from '@parley/shared/contract/accounts.routes.ts';
import { endOtherSessions, endSession, listSessions } from '@parley/shared/contract/own-account.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Accounts } from '../accounts/account.service.ts';
import type { Sessions } from './session.service.ts';

/** Signing in and out, and where one is signed in. */
export function mountSessions(
  { mount }: Mount,
  { accounts, sessions }: { accounts: Accounts; sessions: Sessions },
): void {
  // Its limits are several and count failures only: the service takes them.
  mount(
    signIn,
    async ({ body }, _, visit) => {
      const { me, token, deviceToken } = await accounts.signIn(body, visit);
      visit.setSession(token, me.id);
      visit.setDevice(deviceToken);
      return { status: 201, body: me };
    },
    { tokens: 'handler' },
  );

  mount(signOut, async (_, actor, visit) => {
    await sessions.end(actor);
    visit.clearSession();
    return { status: 204 };
  });

  mount(listSessions, async (_, actor) => ({ status: 200, body: { sessions: await sessions.list(actor) } }));
  mount(endOtherSessions, async (_, actor) => ({ status: 200, body: { ended: await sessions.endOthers(actor) } }));
  mount(endSession, async ({ params }, actor, visit) => {
    await sessions.endOne(actor, params.sessionId);
    if (params.sessionId === actor.sessionId) visit.clearSession();
    return { status: 204 };
  });
}
