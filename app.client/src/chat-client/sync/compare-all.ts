import type { Call } from '../calls/call.ts';
import type { Clock } from '../ports.ts';
import { syncAll } from './ask-sync.ts';
import type { Connection } from './connection.ts';
import { createErrand, type Errand } from './errand.ts';
import type { List } from './list.ts';
import type { Shelf } from './shelf.ts';

/** The errand that compares everything held with the record, and says of the connection what that has shown. */
export function createCompareAll(deps: {
  readonly call: Call;
  readonly clock: Clock;
  readonly shelf: Shelf;
  readonly list: Pick<List, 'complete' | 'failed'>;
  readonly connection: Pick<Connection, 'heard' | 'synced'>;
  readonly compared: () => void;
  readonly failed: (error: unknown) => void;
}): Errand {
  const { call, clock, shelf, list, connection } = deps;
  return createErrand(clock, async (isOvertaken) => {
    try {
      if (!(await syncAll(call, shelf, isOvertaken))) return;
      connection.heard(true);
      connection.synced();
      list.complete();
      deps.compared();
    } catch (error) {
      if (isOvertaken()) return;
      list.failed(error);
      deps.failed(error);
      throw error;
    }
  });
}
