import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { describe, expect, it } from 'vitest';
import { marks, rewrites } from './rewrites.ts';

const source = join(checkout, 'service.backend', 'src');
const statements = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/u.test(file))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n');

describe('a breakage of a statement is none when the statement has become another', () => {
  it.each(Object.entries(rewrites))('%s finds what it rewrites', (_, texts) => {
    for (const [text] of texts) expect(statements).toContain(text);
  });

  it.each(Object.entries(marks))('%s is there to be known', (_, text) => {
    expect(statements).toContain(text);
  });
});
