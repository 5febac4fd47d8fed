import { expect, it } from 'vitest';
import { watchErrors } from './watch-errors.ts';

it('hears of errors and rejections that nobody caught, until it is told to stop', () => {
  const page = new EventTarget();
  const heard: unknown[] = [];
  const stop = watchErrors(page, (error, kind) => heard.push([kind, error instanceof Error ? error.message : error]));
  const fail = (error?: Error) =>
    page.dispatchEvent(Object.assign(new Event('error'), error ? { error } : { message: 'Script error.' }));
  const reject = (reason: unknown) => page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
  fail(new Error('one'));
  fail();
  reject('two');
  expect(heard).toEqual([
    ['error', 'one'],
    ['rejection', 'two'],
  ]);
  stop();
  fail(new Error('three'));
  reject('four');
  expect(heard).toHaveLength(2);
});
