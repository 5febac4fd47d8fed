import type { Check } from './facts.ts';

const waiting = new Set(['queued', 'sending']);

/** Some seconds after the last fault and the last write everything is still, connected and sent. */
export const liveness: Check = ({ finals }) => {
  const { settledAfterMs, settleWithinMs, devices } = finals;
  const isLate = settledAfterMs === null || settledAfterMs > settleWithinMs;
  return [
    ...(isLate ? [`not still ${settledAfterMs ?? 'at all'} ms after the last fault, at most ${settleWithinMs}`] : []),
    ...devices.flatMap(({ device, unsent }) =>
      unsent.flatMap(({ c, id, status }) =>
        waiting.has(status) ? [`${device} still wants to send ${id} to ${c}`] : [],
      ),
    ),
    ...devices.flatMap(({ device, phase }) => (phase === 'live' ? [] : [`${device} ended ${phase}`])),
  ];
};
