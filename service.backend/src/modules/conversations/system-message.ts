import { randomUUID } from 'node:crypto';
import type { SystemEvent } from '@parley/shared/models/message.ts';
import type { LogEntry, LogKind } from '../log/log.repository.ts';

/** An entry of the log that the timeline shows as well: who came, who went, what was renamed. */
export const systemEntry = (kind: LogKind, actorId: string, event: SystemEvent): LogEntry => ({
  kind,
  actorId,
  ...(event.userId === undefined ? {} : { userId: event.userId }),
  message: { id: randomUUID(), kind: 'system', content: null, event, requestMac: null },
});
