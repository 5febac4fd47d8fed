import { join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { Failure } from '@parley/local/failure.ts';
import { expect, it } from 'vitest';
import { readRunFile } from './history-file.ts';

it('says in one line of a file that it is no history, or half of one', () => {
  expect(() => readRunFile(join(checkout, 'README.md'))).toThrow(Failure);
  expect(() => readRunFile(join(checkout, 'README.md'))).toThrow(/README\.md is no history of a run/);
});
