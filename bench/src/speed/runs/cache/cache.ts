import type { Bench } from '../bench.ts';
import { flush } from './flush.ts';
import { session } from './session.ts';

/** What the client's cache and store save the network, and what happens when many outboxes empty themselves at once. */
export const cache: Bench = async (lab) => {
  const server = await lab.service();
  const saved = await session(lab, server);
  // The limits that people have.
  const strict = await lab.service({ LIMITS_SCALE: '1' });
  return [...saved, ...(await flush(lab, strict))];
};
