import { expect, it } from 'vitest';
import type { LockHandlers, Locks, Signals } from '../ports.ts';
import { takeLead } from './lead.ts';

/** One lock, as the tabs of a browser share it. */
function oneLock(): Locks {
  let line: LockHandlers[] = [];
  return {
    request(_, handlers, steal) {
      const [holder] = line;
      if (steal) line = [handlers, ...line.slice(1)];
      else line = [...line, handlers];
      if (steal && holder) holder.lost();
      if (line[0] === handlers) handlers.held();
      return () => {
        const wasFirst = line[0] === handlers;
        line = line.filter((one) => one !== handlers);
        if (wasFirst) line[0]?.held();
      };
    },
  };
}

function tab(locks: Locks | null, isVisible: boolean) {
  const state = { isVisible, taken: 0 };
  let listener: Parameters<Signals['subscribe']>[0] = () => undefined;
  const signals: Signals = {
    online: () => true,
    visible: () => state.isVisible,
    subscribe(next) {
      listener = next;
      return () => undefined;
    },
  };
  const lead = takeLead({
    locks,
    signals,
    name: 'x',
  });
  lead.subscribe(() => {
    if (lead.leads()) state.taken += 1;
  });
  const turn = (visible: boolean) => {
    state.isVisible = visible;
    listener(visible ? 'visible' : 'hidden');
  };
  return { lead, state, turn };
}

it('lets the tab in front send, and the one behind it when that is gone', () => {
  const locks = oneLock();
  const [first, second] = [tab(locks, true), tab(locks, false)];
  expect([first.lead.leads(), second.lead.leads()]).toEqual([true, false]);
  first.turn(false);
  second.turn(true);
  expect([first.lead.leads(), second.lead.leads()]).toEqual([false, true]);
  second.lead.stop();
  expect([first.lead.leads(), second.lead.leads()]).toEqual([true, false]);
  // Once by the line, after the first time, which came before anybody listened.
  expect(first.state.taken).toBe(1);
});

it('lets every tab send where there are no locks', () => {
  expect([tab(null, true), tab(null, false)].map(({ lead }) => lead.leads())).toEqual([true, true]);
});
