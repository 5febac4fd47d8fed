import { Telemetry } from '@parley/shared/models/telemetry.ts';
import { expect, it } from 'vitest';
import { anEntry } from '../chat/testing/fake-data.ts';
import { createPerformanceMonitor } from './calls/performance-monitor.ts';
import type { FailureCode } from './failure.ts';
import { createTelemetry, outboxAge } from './telemetry.ts';
import { manualClock } from './testing/manual-clock.ts';

function device(kept: Record<string, string> = {}, who: string | null = 'ada', isFull = false) {
  let me = who;
  const clock = manualClock();
  const monitor = createPerformanceMonitor(clock);
  const sent: Telemetry[] = [];
  const signIn = (person: string) => {
    me = person;
  };
  let hide: () => void = () => undefined;
  const telemetry = createTelemetry({
    monitor,
    clock,
    signals: {
      subscribe(listener) {
        hide = () => listener('hidden');
        return () => undefined;
      },
    },
    choices: {
      getItem: (name) => kept[name] ?? null,
      setItem(name, value) {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        Object.assign(kept, { [name]: value });
      },
    },
    outboxAgeMs: () => 0,
    me: () => me,
    send: async (telemetry) => sent.push(telemetry),
  });
  return { clock, monitor, sent, kept, telemetry, hide: () => hide(), signIn };
}

it('counts and tells nothing until somebody says yes, and nothing any more once he says no', async () => {
  const { clock, monitor, sent, kept, telemetry, hide } = device();
  monitor.record('message.acknowledged', 40);
  hide();
  await clock.advance(600_000);
  expect([sent, telemetry.agreed()]).toEqual([[], false]);
  telemetry.agree(true);
  monitor.record('message.acknowledged', 40);
  hide();
  expect(sent).toHaveLength(1);
  expect(device(kept).telemetry.agreed()).toBe(true);
  monitor.record('message.acknowledged', 40);
  telemetry.agree(false);
  hide();
  await clock.advance(600_000);
  expect(sent).toHaveLength(1);
  expect(device(kept).telemetry.agreed()).toBe(false);
});

it('takes a yes for as long as the page, and a no, where nothing more can be kept', () => {
  const { monitor, sent, telemetry, hide } = device({}, 'ada', true);
  telemetry.agree(true);
  monitor.record('message.acknowledged', 40);
  hide();
  expect([sent.length, telemetry.agreed()]).toEqual([1, true]);
  telemetry.agree(false);
  monitor.record('message.acknowledged', 40);
  hide();
  expect([sent.length, telemetry.agreed()]).toEqual([1, false]);
});

it('counts and tells nothing any more once a no was said in another tab', async () => {
  const kept = {};
  const here = device(kept);
  here.telemetry.agree(true);
  const there = device(kept);
  there.monitor.record('message.acknowledged', 40);
  here.telemetry.agree(false);
  expect(there.telemetry.agreed()).toBe(false);
  there.hide();
  there.monitor.record('message.acknowledged', 40);
  await there.clock.advance(600_000);
  expect(there.sent).toEqual([]);
});

it('takes the yes of one person for nobody else on the same device', async () => {
  const kept = {};
  device(kept, 'ada').telemetry.agree(true);
  const { monitor, sent, telemetry, clock, hide } = device(kept, 'bob');
  expect(telemetry.agreed()).toBe(false);
  monitor.record('message.acknowledged', 40);
  hide();
  await clock.advance(600_000);
  expect(sent).toEqual([]);
});

it('tells how fast the page came, which is measured before it is known whose it is, in the name of who agreed alone', () => {
  const kept = {};
  device(kept, 'ada').telemetry.agree(true);
  for (const [who, told] of [
    ['ada', 1],
    ['bob', 0],
  ] as const) {
    const { monitor, sent, signIn, hide } = device(kept, null);
    monitor.record('page.FCP', 400);
    signIn(who);
    hide();
    expect(sent.flatMap(({ timings }) => timings)).toHaveLength(told);
  }
});

it('tells names of the list and numbers, every five minutes and when the page goes', async () => {
  const { clock, monitor, sent, telemetry, hide } = device();
  telemetry.agree(true);
  monitor.record('message.acknowledged', 40);
  monitor.record('message.acknowledged', 90_000, true);
  monitor.record('api.messages.list', 40);
  monitor.record('canary', 40);
  await clock.advance(300_000);
  expect(sent).toHaveLength(1);
  expect(Telemetry.safeParse(sent[0]).success).toBe(true);
  expect(
    sent[0]?.timings.map(({ name, failures, counts }) => [name, failures, counts.indexOf(1), counts.at(-1)]),
  ).toEqual([
    ['message.acknowledged', 1, 3, 1],
    ['api', 0, 3, 0],
  ]);
  hide();
  expect(sent).toHaveLength(1);
  await clock.advance(300_000);
  expect(sent[1]).toEqual({ outboxAgeMs: 0, timings: [] });
});

it('knows how long the oldest unsent message has waited', () => {
  const lane = (composedAt: number) => [{ ...anEntry('c', 'i', 'canary'), composedAt }];
  const outbox = new Map([
    ['a', lane(900)],
    ['b', lane(400)],
  ]);
  expect([outboxAge(outbox, 1_000), outboxAge(new Map(), 1_000)]).toEqual([600, 0]);
  // Written while the clock stood at 1970, and put right since: still what may be told.
  const outboxAgeMs = outboxAge(outbox, 1_796_000_000_000);
  expect(Telemetry.safeParse({ outboxAgeMs, timings: [] }).success).toBe(true);
});

it('waits for no message that was refused for good: it waits for its author, and is no sign that sending fails', () => {
  const aside = (composedAt: number, code: FailureCode, status: 'failed' | 'doubtful' = 'failed') => ({
    ...anEntry('c', 'i', 'canary'),
    composedAt,
    status,
    failure: { code, message: '' },
  });
  const outbox = new Map([
    ['a', [aside(100, 'CONVERSATION_ARCHIVED'), aside(200, 'NOT_FOUND', 'doubtful')]],
    ['b', [{ ...anEntry('c', 'i', 'canary'), composedAt: 700 }]],
  ]);
  expect(outboxAge(outbox, 1_000)).toBe(300);
  // The server broke on it again and again: that is what is to be told.
  expect(outboxAge(new Map([['a', [aside(400, 'INTERNAL')]]]), 1_000)).toBe(600);
});
