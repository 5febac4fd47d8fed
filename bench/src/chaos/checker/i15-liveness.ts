import type { Check, Facts } from './facts.ts';

const waiting = new Set(['queued', 'sending']);

/** Everything is on a device of his, and the record never learnt of it. */
const untold = ({ truth, finals, stored }: Facts): string[] =>
  truth.participants.flatMap(({ c, user, left, delivered }) => {
    const head = stored.get(c)?.conversation.seq ?? 0;
    const holders = finals.devices.filter(
      (device) => device.user === user && device.timelines.some((view) => view.c === c && view.cursor === head),
    );
    const isUntold = left === null && delivered < head && holders.length > 0;
    return isUntold ? [`${user} has ${c} up to ${head}, and is said to have ${delivered}`] : [];
  });

/** Some seconds after the last fault and the last write everything is still, connected and sent. */
export const liveness: Check = (facts) => {
  const { finals } = facts;
  const { settledAfterMs, settleWithinMs, devices } = finals;
  const isLate = settledAfterMs === null || settledAfterMs > settleWithinMs;
  return [
    ...(isLate ? [`not still ${settledAfterMs ?? 'at all'} ms after the last fault, at most ${settleWithinMs}`] : []),
    ...devices.flatMap(({ device, unsent }) =>
      unsent.flatMap(({ c, id, status }) =>
        waiting.has(status) ? [`${device} still wants to send ${id} to ${c}`] : [],
      ),
    ),
    ...untold(facts),
    ...devices.flatMap(({ device, phase }) => (phase === 'live' ? [] : [`${device} ended ${phase}`])),
  ];
};
