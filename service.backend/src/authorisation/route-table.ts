import type { RouteRow } from './route-row.ts';
import { accountRows } from './rows/accounts.ts';
import { conversationRows } from './rows/conversations.ts';
import { exportRows } from './rows/exports.ts';
import { instanceRows } from './rows/instance.ts';
import { messageRows } from './rows/messages.ts';
import { standingRows } from './rows/standing.ts';

/** Every route, asked in every way in which the answer depends on who asks. A route without a row fails the check. */
export const routeTable: readonly RouteRow[] = [
  ...accountRows,
  ...conversationRows,
  ...messageRows,
  ...standingRows,
  ...exportRows,
  ...instanceRows,
];
