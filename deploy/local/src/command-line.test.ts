import { expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { Failure } from './failure.ts';

const read = (...args: string[]) =>
  readCommandLine(args, {
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, users: { type: 'string' }, url: { type: 'string' } },
  });

it('reads what it knows, and leaves asking for help to the command', () => {
  expect(read('history', '--quick')).toMatchObject({ positionals: ['history'], values: { quick: true } });
  expect(read('--help')).toBeNull();
  expect(read('history', '-h')).toBeNull();
});

it('tells in one line what it does not know', () => {
  for (const [args, said] of [
    [['--bogus'], "Unknown option '--bogus'. --help tells what there is."],
    [['--quick=yes'], "Option '--quick' does not take an argument. --help tells what there is."],
    [['--users', '--url', 'x'], "Option '--users' argument is ambiguous. --help tells what there is."],
  ] as const) {
    expect(() => read(...args)).toThrow(new Failure(said));
  }
});
