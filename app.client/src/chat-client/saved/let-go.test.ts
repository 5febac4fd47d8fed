import { expect, it } from 'vitest';
import { message, open } from '../model/samples.ts';
import { initialState, listedConversation } from '../state.ts';
import { createStore } from '../store.ts';
import { manualClock } from '../testing/manual-clock.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { createKeeper } from './keeper.ts';
import { nothingSaved, type SavedChange } from './saved-storage.ts';

const upTo = 5;
const rowsFrom = (seq: number) => Array.from({ length: upTo + 1 - seq }, (_, index) => message(seq + index));

function kept() {
  const { summary, timeline } = open({ cursor: upTo });
  if (!timeline) throw new Error('not held open');
  const { id } = summary.conversation;
  const me = { id: 'ana' };
  const show = (part: Partial<Timeline>) =>
    store.update((state) => ({
      ...state,
      conversations: new Map([[id, { ...listedConversation(summary), timeline: { ...timeline, ...part } }]]),
    }));
  const written: SavedChange[] = [];
  const store = createStore({ ...initialState(0), me: me as never });
  const keeper = createKeeper({
    userId: me.id,
    store,
    storage: { ...nothingSaved, write: async (_, changes) => void written.push(...changes) },
    clock: manualClock(),
    epoch: () => 'epoch',
    wrote: () => undefined,
  });
  const dropped = async () => {
    await keeper.flush();
    return written.splice(0).flatMap(({ stretch }) => stretch?.drop ?? []);
  };
  return { show, dropped, stop: keeper.stop };
}

it('takes from the disk what is gone, and not what memory has let go', async () => {
  const { show, dropped, stop } = kept();
  show({ rows: rowsFrom(1), ranges: [{ from: 0, upTo, asOf: upTo, live: true }] });
  expect(await dropped()).toEqual([]);
  show({ rows: rowsFrom(4), ranges: [{ from: 3, upTo, asOf: upTo, live: true }] });
  expect(await dropped()).toEqual([]);
  show({ rows: rowsFrom(5), ranges: [{ from: 3, upTo, asOf: upTo, live: true }] });
  expect(await dropped()).toEqual([4]);
  stop();
});
