import { expect, it } from 'vitest';
import type { SyncRequest } from './slice.ts';
import { createSync } from './sync.service.ts';

const ada = { userId: 'ada', sessionId: 's' };
const nothing: SyncRequest = { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] };
const told = (which: string) => () => Promise.reject(new Error(which));

it('lets those who come back wait for each other, and nobody who holds nothing yet', async () => {
  const receipts = { deliveredFrom: async () => [] };
  const sync = createSync({ compare: told('rests'), compareWhole: told('at once'), receipts, now: Date.now });
  await expect(sync(ada, nothing)).rejects.toThrow('at once');
  const open = [{ c: 'c', cursor: 4, joinedSeq: 1 }];
  await expect(sync(ada, { ...nothing, open })).rejects.toThrow('rests');
});
