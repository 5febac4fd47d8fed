import { expect, it } from 'vitest';
import { loadAskedOf } from './options.ts';

it('reads what is asked for, and says what is wrong with it', () => {
  expect(loadAskedOf(['--users', '4', '--url', 'http://127.0.0.1:5000/'])).toEqual({
    users: 4,
    messages: 1_000,
    rooms: 1,
    rate: null,
    url: 'http://127.0.0.1:5000',
    ramp: false,
  });
  expect(loadAskedOf(['--help'])).toBeNull();
  for (const args of [
    ['--users', 'many'],
    ['--users', '1', '--rooms', '2'],
    ['--url', 'https://a.b'],
    ['--url', 'http://a.b/path'],
    ['--url', 'http://a.b/?x'],
    ['--ramp', '--rate', '5'],
    ['--bogus'],
  ])
    expect(() => loadAskedOf(args)).toThrow(expect.objectContaining({ name: 'Failure' }));
});
