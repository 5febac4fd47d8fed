import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChatSocket, Signals, SocketHandlers } from '../ports.ts';
import { takeLead } from '../session/lead.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { type TabPorts, tabWorld } from '../testing/tab-world.ts';
import { uuid } from '../testing/test-outbox.ts';
import { shareSocket } from './shared-socket.ts';

const userId = uuid(1);
const TABS = 3;

/** Three tabs of one browser before a server that says numbers. A tab has what it was told, and what was said before it asked. */
function browser(delays: readonly number[]) {
  const world = tabWorld();
  const clock = manualClock();
  const lines = new Set<{ handlers: SocketHandlers; isIn: boolean; isUp: boolean; delay: number }>();
  let ids = 0;
  let said = 0;

  function connect(handlers: SocketHandlers): ChatSocket {
    const line = { handlers, isIn: false, isUp: false, delay: delays[ids % delays.length] ?? 0 };
    lines.add(line);
    let calls = 0;
    function goUp(): void {
      const call = ++calls;
      clock.after(30 + line.delay, () => {
        if (call !== calls || !lines.has(line)) return;
        line.isIn = true;
        clock.after(line.delay, () => {
          if (call !== calls || !line.isIn || !lines.has(line)) return;
          line.isUp = true;
          handlers.connected();
        });
      });
    }
    function goDown(): void {
      calls += 1;
      const wasUp = line.isUp;
      line.isIn = line.isUp = false;
      if (wasUp) handlers.disconnected();
    }
    goUp();
    return {
      get connected() {
        return line.isUp;
      },
      ask: async () => ({ ok: true }),
      reconnect() {
        goDown();
        goUp();
      },
      close() {
        lines.delete(line);
        goDown();
      },
    };
  }

  function tab(visible: boolean) {
    const ports: TabPorts = world.tab();
    const state = { visible, isAlive: true };
    const has = new Set<number>();
    let turn: Parameters<Signals['subscribe']>[0] = () => undefined;
    const signals: Signals = {
      online: () => true,
      visible: () => state.visible,
      subscribe(listener) {
        turn = listener;
        return () => undefined;
      },
    };
    const mine = new Set<SocketHandlers>();
    const lead = takeLead({ locks: ports.locks, signals, name: 'lead' });
    const socket = shareSocket(
      {
        userId,
        ports: {
          clock: { ...clock, after: (ms, run) => clock.after(ms, () => state.isAlive && run()) },
          newId: () => `id-${++ids}`,
          openChannel: ports.openChannel,
        },
        lead,
        connect(handlers) {
          mine.add(handlers);
          return connect(handlers);
        },
      },
      {
        connected() {
          for (let number = 1; number <= said; number += 1) has.add(number);
        },
        disconnected: () => undefined,
        refused: () => undefined,
        event: (_, payload) => void has.add((payload as { n: number }).n),
      },
    );
    return {
      has,
      socket,
      state,
      show(is: boolean) {
        if (!state.isAlive || state.visible === is) return;
        state.visible = is;
        turn(is ? 'visible' : 'hidden');
      },
      kill() {
        state.isAlive = false;
        for (const line of lines) if (mine.has(line.handlers)) lines.delete(line);
        ports.die();
      },
    };
  }
  return {
    clock,
    tabs: Array.from({ length: TABS }, (_, nth) => tab(nth === 0)),
    say() {
      said += 1;
      const n = said;
      for (const line of lines)
        if (line.isIn)
          clock.after(line.delay, () => {
            if (lines.has(line) && line.isUp) line.handlers.event('typing', { n });
          });
    },
    said: () => said,
  };
}

type Story = readonly (readonly [what: 'say' | 'show' | 'drop' | 'kill', nth: number, ms: number])[];

/** What happens, one after another with so many milliseconds between; then what each tab that is left has, and all that was said. */
async function afterAll(story: Story, delays: readonly number[]) {
  const { clock, tabs, say, said } = browser(delays);
  const left = () => tabs.filter(({ state }) => state.isAlive);
  await clock.advance(2_000);
  for (const [what, nth, ms] of story) {
    const tab = tabs[nth];
    if (what === 'say') say();
    if (what === 'show') for (const one of tabs) one.show(one === tab);
    if (what === 'drop' && tab?.state.isAlive) tab.socket.reconnect(0);
    if (what === 'kill' && left().length > 1) tab?.kill();
    await clock.advance(ms);
  }
  await clock.advance(6_000);
  return { had: left().map(({ has }) => has.size), all: left().map(said) };
}

const stories: readonly [why: string, story: Story, delays: readonly number[]][] = [
  [
    'the one before passes on late what it was told before the next was connected',
    [
      ['show', 1, 0],
      ['say', 0, 0],
    ],
    [80, 0],
  ],
  [
    'the one before is gone before the next is connected',
    [
      ['show', 1, 0],
      ['kill', 0, 0],
      ['say', 0, 0],
    ],
    [0],
  ],
  [
    'the one before is cut off while something is on its way to it',
    [
      ['show', 1, 0],
      ['say', 0, 60],
      ['drop', 0, 0],
    ],
    [80, 0],
  ],
  [
    'the one before is gone, and the next hands over in its turn',
    [
      ['show', 1, 0],
      ['kill', 0, 0],
      ['say', 0, 100],
      ['show', 2, 0],
    ],
    [0],
  ],
  [
    'another has led for a moment before the connection went',
    [
      ['show', 1, 10],
      ['show', 0, 3_000],
      ['drop', 0, 0],
      ['say', 0, 0],
    ],
    [0],
  ],
  [
    'the next is gone when the one before is about to go, and another comes',
    [
      ['show', 1, 960],
      ['kill', 1, 0],
      ['say', 0, 0],
    ],
    [80, 0, 0],
  ],
];

it.each(stories)('tells every tab everything, also where %s', async (_, story, delays) => {
  const { had, all } = await afterAll(story, delays);
  expect(had).toEqual(all);
});

const what = fc.constantFrom<Story[number][0]>('say', 'say', 'say', 'show', 'show', 'show', 'drop', 'kill');
const pause = fc.constantFrom(0, 1, 10, 30, 60, 200, 700, 1_500, 4_000);

it('tells every tab everything, whoever is looked at, closed or cut off, and when', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(what, fc.nat(TABS - 1), pause), { maxLength: 20 }),
      fc.array(fc.constantFrom(0, 5, 20, 80), { minLength: 1, maxLength: 5 }),
      async (story, delays) => {
        const { had, all } = await afterAll(story, delays);
        expect(had).toEqual(all);
      },
    ),
    { numRuns: Number(process.env.MODEL_RUNS ?? 150) },
  );
}, 60_000);
