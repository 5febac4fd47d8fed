import { type ServerEvent, type ServerEventName, serverEvents } from '@parley/shared/contract/events.ts';
import { applyFrame } from '../timeline/frames.ts';
import { applyInbox, applyMarks } from '../timeline/receipts.ts';
import type { Holds } from './holds.ts';
import type { People } from './people.ts';
import type { Receipts } from './receipts.ts';
import type { Shelf } from './shelf.ts';
import type { Typing } from './typing.ts';

/** What frames are told to. */
export interface FrameDeps {
  readonly shelf: () => Shelf;
  readonly people: People;
  readonly typing: Typing;
  readonly receipts: Receipts;
  readonly arrived: Holds['arrived'];
  readonly wantSync: () => void;
  readonly degraded: (degraded: boolean) => void;
  /** What time it is at the server, in milliseconds since 1970. */
  readonly told: (serverTime: number) => void;
  readonly sessionEnded: () => void;
  readonly reconnect: (afterMs: number) => void;
}

type Takers = { readonly [K in ServerEventName]: (payload: ServerEvent<K>) => void };

/** One small function an event of the contract; what does not fit its schema, or is not known, is passed over. */
export function createFrames(deps: FrameDeps): (name: string, payload: unknown) => void {
  const { shelf, people, typing, receipts } = deps;

  const takers: Takers = {
    hello({ epoch, degraded, serverTime }) {
      deps.told(Date.parse(serverTime));
      deps.degraded(degraded);
      if (!shelf().believe(epoch)) deps.wantSync();
    },
    event(frame) {
      shelf().step(frame.c, (state, reader) => applyFrame(state, frame, reader));
      receipts.arrived(frame.c);
      deps.arrived(frame.c);
      // Who has sent has stopped typing, whether or not that is told too.
      for (const change of frame.changes)
        if (change.kind === 'message' && change.seq === change.message.seq)
          typing.heard(frame.c, change.message.senderId, false);
    },
    inbox: ({ c, ...row }) => shelf().step(c, (state, reader) => applyInbox(state, row, reader)),
    receipt: ({ c, ...row }) => {
      if (shelf().get(c)) shelf().step(c, (state, reader) => applyMarks(state, row, reader));
    },
    typing: ({ c, userId, active }) => typing.heard(c, userId, active),
    presence: ({ presences }) => people.came(presences),
    'membership.ended': ({ c, ...ended }) => shelf().ended(c, ended),
    'user.changed': ({ id, version }) => void people.changed(id, version).catch(() => undefined),
    'session.revoked': () => deps.sessionEnded(),
    'server.draining': ({ reconnectInMs }) => deps.reconnect(reconnectInMs),
    degraded: ({ degraded }) => deps.degraded(degraded),
  };

  const isKnown = (name: string): name is ServerEventName => Object.hasOwn(serverEvents, name);

  function take<K extends ServerEventName>(name: K, payload: unknown): void {
    const parsed = serverEvents[name].safeParse(payload);
    if (parsed.success) takers[name](parsed.data as ServerEvent<K>);
  }

  return (name, payload) => {
    if (isKnown(name)) take(name, payload);
  };
}
