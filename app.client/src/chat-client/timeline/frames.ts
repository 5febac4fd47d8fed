import type { Frame } from '@parley/shared/contract/events.ts';
import { follow } from './follow.ts';
import type { Known, Reader, Step } from './known.ts';

/**
 * A frame of the socket, for a conversation that is known (one that is not starts a sync, never a state). It may be lost,
 * doubled or late: what lies behind is dropped, what lies beyond a hole waits and wants the changes between.
 */
export function applyFrame<S extends Known>(state: S, frame: Frame, reader: Reader): Step<S> {
  if (frame.epoch !== reader.epoch) return { state, wants: { sync: true } };
  return follow(state, frame, reader);
}
