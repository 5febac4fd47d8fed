import type { Check } from './facts.ts';

/** Moments never run against the numbers. */
export const time: Check = ({ stored }) =>
  [...stored.values()].flatMap(({ conversation: { c }, messages }) =>
    messages.flatMap(({ seq, createdAt }, index) => {
      const before = messages[index - 1];
      return before !== undefined && createdAt < before.createdAt ? [`${seq} of ${c} is older than ${before.seq}`] : [];
    }),
  );
