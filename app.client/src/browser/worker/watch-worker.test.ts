import { ErrorReport } from '@parley/shared/models/report.ts';
import { expect, it } from 'vitest';
import { manualClock } from '../../chat-client/testing/manual-clock.ts';
import { CallAgain, watchWorker } from './watch-worker.ts';

/** A worker's own world, and what it tells the server. */
function worker() {
  const scope = new EventTarget();
  const told: { url: string; report: ErrorReport }[] = [];
  const network = { isUp: true };
  const clock = manualClock();
  const report = watchWorker({
    scope,
    clock,
    release: '0123abcd',
    async fetch(url, { body }) {
      if (!network.isUp) throw new TypeError('no network');
      told.push({ url, report: ErrorReport.parse(JSON.parse(String(body))) });
      return new Response(null, { status: 204 });
    },
  });
  const fail = (type: string, about: object) => scope.dispatchEvent(Object.assign(new Event(type), about));
  return { fail, report, told, network, clock };
}

it('tells the server of an error and of a rejection that nobody in the worker caught', async () => {
  const { fail, told, clock } = worker();
  fail('error', { error: new RangeError('out of range') });
  fail('unhandledrejection', { reason: new TypeError('not a function') });
  await clock.advance(0);
  expect(told.map(({ url, report: { kind, name, release } }) => [url, kind, name, release])).toEqual([
    ['/api/v1/reports', 'worker', 'RangeError', '0123abcd'],
    ['/api/v1/reports', 'worker', 'TypeError', '0123abcd'],
  ]);
});

it('tells nobody that the browser was asked to call again, and still of what goes wrong after it', async () => {
  const { fail, told, clock } = worker();
  fail('unhandledrejection', { reason: new CallAgain('not all is sent yet') });
  fail('unhandledrejection', { reason: new TypeError('not a function') });
  await clock.advance(0);
  expect(told.map(({ report: { name } }) => name)).toEqual(['TypeError']);
});

it('tells of what was caught as well, once, and later where there was no network', async () => {
  const { report, told, network, clock } = worker();
  network.isUp = false;
  const first = new Error('first');
  for (let times = 0; times < 2; times += 1) report(first);
  await clock.advance(0);
  expect(told).toEqual([]);
  network.isUp = true;
  report(new RangeError('second'));
  await clock.advance(0);
  expect(told.map(({ report: { name } }) => name)).toEqual(['Error', 'RangeError']);
});
