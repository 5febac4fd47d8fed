import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from './data-folder.ts';

const read = (name: string) => readFileSync(join(checkout, name), 'utf8');
const compose = read('docker-compose.yml');

/** A block of the file by its name, at the depth it has. */
const blockOf = (text: string, name: string, depth: number): string =>
  new RegExp(`^ {${depth}}${name}:.*\\n((?: {${depth + 1},}.*\\n|\\n| *#.*\\n)*)`, 'm').exec(text)?.[0] ?? '';

it('bounds what each service writes of itself: a full disk is the end of Postgres as well', () => {
  expect(compose).toMatch(
    /^x-logging: &logging\n {2}driver: local\n {2}options: \{ max-size: \d+m, max-file: "\d" \}$/m,
  );
  expect(blockOf(compose, 'x-backend', 0)).toContain('\n  logging: *logging\n');
  const services = blockOf(compose, 'services', 0);
  const names = [...services.matchAll(/^ {2}([a-z]+):$/gm)].map(([, name = '']) => name);
  expect(names).toContain('proxy');
  const unbounded = names.filter((name) => !/logging: \*logging|<<: \*backend/.test(blockOf(services, name, 2)));
  expect(unbounded).toEqual([]);
});

it('takes from .env what .env.example shows for it, and nothing else', () => {
  const taken = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  const [ofCompose = ''] = read('.env.example').split('# Without compose:');
  const shown = [...ofCompose.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(shown.toSorted()).toEqual([...new Set(taken)].toSorted());
});

it('is restored before today’s tables are made: what a backend depends on makes them, and an older backup is refused', () => {
  expect(blockOf(blockOf(compose, 'services', 0), 'backend', 2)).toMatch(/depends_on:\n {6}migrate:/);
  const commands = read('docs/keeping.md').match(/^docker compose run .*$/gm);
  expect(commands?.length).toBe(1);
  expect(commands?.[0]).toMatch(/^docker compose run --rm --no-deps -T backend .* restore - </);
});
