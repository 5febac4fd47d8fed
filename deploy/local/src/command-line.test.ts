import { expect, it } from 'vitest';
import { namedOf, readCommandLine } from './command-line.ts';
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

it('takes names with commas in any case, and refuses one that nothing has instead of leaving it out', () => {
  const all = [{ name: 'M1' }, { name: 'M2' }, { name: 'M3' }];
  expect(namedOf('mutant', all, undefined)).toEqual(all);
  expect(namedOf('mutant', all, 'm3, M1')).toEqual([{ name: 'M1' }, { name: 'M3' }]);
  expect(() => namedOf('mutant', all, 'M1,M9')).toThrow(new Failure('There is no mutant M9: M1, M2, M3.'));
});
