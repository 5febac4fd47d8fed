import { parseArgs } from 'node:util';
import { Failure } from '@parley/local/failure.ts';

/** What somebody asked for on the command line. */
export interface LoadAsked {
  readonly users: number;
  /** How many each of them sends; with `rate` all together send so many a second instead of as fast as they are answered. */
  readonly messages: number;
  readonly rooms: number;
  readonly rate: number | null;
  readonly url: string | null;
  readonly ramp: boolean;
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Failure(`--${name} takes a whole number above 0.`);
  return Number(text);
}

/** Reads it. */
export function loadAskedOf(args: readonly string[]): LoadAsked {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        users: { type: 'string', default: '100' },
        messages: { type: 'string', default: '1000' },
        rooms: { type: 'string', default: '1' },
        rate: { type: 'string' },
        url: { type: 'string' },
        ramp: { type: 'boolean', default: false },
      },
    });
    const asked = {
      users: wholeNumber('users', values.users),
      messages: wholeNumber('messages', values.messages),
      rooms: wholeNumber('rooms', values.rooms),
      rate: values.rate === undefined ? null : wholeNumber('rate', values.rate),
      url: values.url?.replace(/\/$/, '') ?? null,
      ramp: values.ramp,
    };
    if (asked.rooms > asked.users) throw new Failure('There are more rooms than users.');
    return asked;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}
