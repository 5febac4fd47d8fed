import { ErrorReport } from '@parley/shared/models/report.ts';
import { expect, it, vi } from 'vitest';
import { createReporter, reportText } from './reporter.ts';

function reporter(send: (report: ErrorReport) => Promise<unknown> = async () => undefined) {
  const clock = { at: 0, elapsed: () => clock.at };
  const sent: ErrorReport[] = [];
  const made = createReporter({
    clock,
    release: 'index-a1',
    send: async (report) => {
      await send(report);
      sent.push(report);
    },
  });
  return { clock, sent, ...made };
}
const about = { kind: 'error', page: '/c/:conversationId' } as const;

it('tells where it broke and what came before, and not a word that somebody wrote', async () => {
  const { clock, sent, note, report } = reporter();
  for (let turn = 0; turn < 50; turn += 1) note({ kind: 'call', name: 'messages.send', outcome: 'ok' });
  clock.at = 40;
  note({ kind: 'call', name: 'messages.list', outcome: 'TIMED_OUT' });
  clock.at = 100;
  const error = new TypeError('canary is not "a canary" but hunter2');
  report(error, about);
  await vi.waitFor(() => expect(sent).toHaveLength(1), 10_000);
  const [told] = sent;
  expect(ErrorReport.safeParse(told).success).toBe(true);
  expect(told).toMatchObject({ name: 'TypeError', message: '… is not …', release: 'index-a1' });
  expect(told?.breadcrumbs).toHaveLength(30);
  expect(told?.breadcrumbs.at(-1)).toEqual({ agoMs: 60, kind: 'call', name: 'messages.list', outcome: 'TIMED_OUT' });
  expect(told?.frames[0]?.file).toBe('reporter.test.ts');
  expect(JSON.stringify(told) + (told ? reportText(told) : '')).not.toMatch(/canary|hunter/);
});

it('tells the same once a minute, and not more kinds than twenty', async () => {
  const { clock, sent, report } = reporter();
  const same = new Error('');
  report(same, about);
  report(same, about);
  clock.at = 60_001;
  report(same, about);
  await vi.waitFor(() => expect(sent).toHaveLength(2), 10_000);
  for (let turn = 0; turn < 40; turn += 1) {
    const error = new Error('');
    error.name = `${'E'.repeat(turn + 1)}Error`;
    report(error, about);
  }
  await vi.waitFor(() => expect(sent).toHaveLength(2 + 19), 10_000);
});

it('tries again what did not get through, with the next one', async () => {
  let works = false;
  const { sent, report } = reporter(() => (works ? Promise.resolve() : Promise.reject(new Error('offline'))));
  report(new TypeError(''), about);
  await vi.waitFor(() => expect(sent).toHaveLength(0), 10_000);
  works = true;
  await new Promise((resolve) => setImmediate(resolve));
  report(new RangeError(''), about);
  await vi.waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['TypeError', 'RangeError']), 10_000);
});
