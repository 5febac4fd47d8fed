import { settingNotes, settings } from '@parley/backend/platform/env.ts';

type Name = keyof typeof settings;
const names = Object.keys(settings) as Name[];

/** What a setting is when nobody sets it, as a person would write it. */
function fallback(name: Name): string {
  const { success, data } = settings[name].safeParse(undefined);
  if (!success) return 'must be set';
  const written = String(data ?? '');
  return written === '' ? '' : `\`${written}\``;
}

/** The README's table of settings, one line each. */
export const settingsTable = (): string =>
  names.map((name) => `| \`${name}\` | ${fallback(name)} | ${settingNotes[name]} |`).join('\n');

/** The names of all settings. */
export const settingNames = (): readonly string[] => names;
