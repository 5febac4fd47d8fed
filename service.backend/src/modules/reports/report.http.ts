import { getError, listErrors, resolveError } from '@parley/shared/contract/admin-reports.routes.ts';
import { sendReport } from '@parley/shared/contract/reports.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Sessions } from '../sessions/session.service.ts';
import type { Reports } from './report.service.ts';

/** Telling of errors, and the administrators' view of them. */
export function mountReports(
  { mount }: Mount,
  { reports, sessions }: { reports: Reports; sessions: Pick<Sessions, 'userOf'> },
): void {
  mount(sendReport, async ({ body }, _, visit) => {
    await reports.fromClient(body, await sessions.userOf(visit.sessionToken));
    return { status: 204 };
  });
  mount(listErrors, async ({ query: { state } }) => ({ status: 200, body: await reports.list(state) }));
  mount(getError, async ({ params }) => ({ status: 200, body: await reports.get(params.fingerprint) }));
  mount(resolveError, async ({ params, body }) => ({
    status: 200,
    body: await reports.resolve(params.fingerprint, body.resolved),
  }));
}
