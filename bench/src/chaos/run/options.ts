import { parseArgs } from 'node:util';
import { Failure } from '@parley/local/failure.ts';

/** What somebody asked for on the command line. */
export interface Asked {
  readonly seed: number;
  readonly seconds: number | undefined;
  readonly devices: number | undefined;
  readonly scenario: string;
  readonly list: boolean;
  readonly check: string | undefined;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Failure(`--${name} takes a whole number.`);
  return Number(text);
}

/** Reads it; a run without a seed gets one, which its closing line tells. */
export function askedOf(args: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        seconds: { type: 'string' },
        devices: { type: 'string' },
        scenario: { type: 'string', default: 'mix' },
        list: { type: 'boolean', default: false },
        check: { type: 'string' },
      },
    });
    return {
      ...values,
      check: values.check,
      seed: wholeNumber('seed', values.seed) ?? Math.floor(Math.random() * 1_000_000),
      seconds: wholeNumber('seconds', values.seconds),
      devices: wholeNumber('devices', values.devices),
    };
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}
