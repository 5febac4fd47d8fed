import { readCommandLine, wholeNumber } from '@parley/local/command-line.ts';

/** What somebody asked for on the command line. */
export interface Asked {
  readonly seed: number;
  readonly seconds: number | undefined;
  readonly devices: number | undefined;
  readonly scenario: string;
  readonly list: boolean;
  readonly check: string | undefined;
}

/** What `--help` says. */
export const chaosUsage: readonly string[] = [
  'npm run chaos -- [options]     real servers, links that break and processes that are killed; then every history is read',
  '',
  '  --seconds N       how long (60)',
  '  --seed N          draws the same load and the same faults again',
  '  --devices N       how many devices',
  '  --scenario NAME   one scenario instead of the mix',
  '  --list            names the scenarios',
  '  --check FILE      reads the history of an earlier run again, without a server',
];

const given = (name: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : wholeNumber(name, text);

/** Reads it; null where somebody asks how it is used. A run without a seed gets one, which its closing line tells. */
export function askedOf(args: readonly string[]): Asked | null {
  const read = readCommandLine(args, {
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string' },
      devices: { type: 'string' },
      scenario: { type: 'string', default: 'mix' },
      list: { type: 'boolean', default: false },
      check: { type: 'string' },
    },
  });
  if (read === null) return null;
  const { values } = read;
  return {
    ...values,
    check: values.check,
    seed: given('seed', values.seed) ?? Math.floor(Math.random() * 1_000_000),
    seconds: given('seconds', values.seconds),
    devices: given('devices', values.devices),
  };
}
