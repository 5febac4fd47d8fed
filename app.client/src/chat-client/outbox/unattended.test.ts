import { expect, it } from 'vitest';
import { anEntry, anId, asMe, aUser } from '../../chat/testing/fake-data.ts';
import type { Signals } from '../ports.ts';
import { type ChatState, initialState } from '../state.ts';
import { createStore } from '../store.ts';
import type { OutboxEntry } from './entry.ts';
import { askWhenLeft } from './unattended.ts';

const nora = asMe(aUser('Nora Lindqvist'));

/** Nora's page, and whom the browser was asked to call for. */
function page(phase: ChatState['connection']['phase']) {
  const first = initialState(0);
  const store = createStore<ChatState>({ ...first, me: nora, connection: { ...first.connection, phase } });
  const asked: string[] = [];
  let hear: Parameters<Signals['subscribe']>[0] = () => undefined;
  const signals: Signals = {
    online: () => true,
    visible: () => true,
    subscribe(listener) {
      hear = listener;
      return () => undefined;
    },
  };
  const stop = askWhenLeft({ store, signals, sendLater: (userId) => void asked.push(userId) });
  return {
    asked,
    stop,
    hide: () => hear('hidden'),
    holds: (...entries: OutboxEntry[]) =>
      store.update((state) => ({ ...state, outbox: entries.length > 0 ? new Map([['c', entries]]) : new Map() })),
    becomes: (next: ChatState['connection']['phase']) =>
      store.update((state) => ({ ...state, connection: { ...state.connection, phase: next } })),
  };
}

const fresh = anEntry('c', anId(), 'words');
const sending: OutboxEntry = { ...fresh, status: 'sending', attempts: [{ at: 1, outcome: 'UNANSWERED' }] };
const tried: OutboxEntry = { ...fresh, attempts: [{ at: 1, outcome: 'NETWORK_FAILED' }] };

it('lets alone what goes by itself', () => {
  const { asked, holds } = page('live');
  for (const entries of [[fresh], [sending], []]) holds(...entries);
  expect(asked).toEqual([]);
});

it('asks when something is written while there is no connection', () => {
  const { asked, holds } = page('offline');
  holds(fresh);
  holds(fresh);
  expect(asked).toEqual([nora.id]);
});

it('asks when the connection goes while something waits', () => {
  const { asked, holds, becomes } = page('live');
  holds(sending);
  becomes('reconnecting');
  expect(asked).toEqual([nora.id]);
});

it('asks after a try in vain though the connection looked alive all the time', () => {
  const { asked, holds } = page('live');
  for (const entries of [[fresh], [sending], [tried]]) holds(...entries);
  expect(asked).toEqual([nora.id]);
});

it('asks once more when the page is hidden, and not for what was given up', () => {
  const { asked, holds, hide, stop } = page('live');
  hide();
  holds({ ...tried, status: 'failed' });
  hide();
  expect(asked).toEqual([]);
  holds(fresh);
  hide();
  expect(asked).toEqual([nora.id]);
  stop();
});
