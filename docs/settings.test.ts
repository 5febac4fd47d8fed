import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingNames, settingsTable } from './settings.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

it('lists in the README exactly the settings there are', () => {
  expect(read('README.md')).toContain(settingsTable());
});

it('shows in .env.example no setting that is not one', () => {
  const shown = [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  const ofCompose = ['POSTGRES_PASSWORD', 'GRAFANA_PASSWORD', 'LISTEN'];
  expect(shown.length).toBeGreaterThan(5);
  for (const name of shown) expect([...settingNames(), ...ofCompose]).toContain(name);
});
