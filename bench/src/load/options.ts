import { readCommandLine, wholeNumber } from '@parley/local/command-line.ts';
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

/** What `--help` says. */
export const loadUsage: readonly string[] = [
  'npm run load -- [options]     people who sign up, connect and send; every answer and every delivery is counted',
  '',
  '  --users N      how many people (100)',
  '  --messages N   how many each of them sends (1000)',
  '  --rooms N      in how many rooms they are (1)',
  '  --rate N       all together send so many a second, instead of as fast as they are answered',
  '  --ramp         raises the rate until an answer or a delivery is too slow',
  '  --url URL      against a server that runs (http), instead of one of its own; people and rooms stay there',
];

/** Reads it; null where somebody asks how it is used. */
export function loadAskedOf(args: readonly string[]): LoadAsked | null {
  const read = readCommandLine(args, {
    options: {
      users: { type: 'string', default: '100' },
      messages: { type: 'string', default: '1000' },
      rooms: { type: 'string', default: '1' },
      rate: { type: 'string' },
      url: { type: 'string' },
      ramp: { type: 'boolean', default: false },
    },
  });
  if (read === null) return null;
  const { values } = read;
  const asked = {
    users: wholeNumber('users', values.users, 1),
    messages: wholeNumber('messages', values.messages, 1),
    rooms: wholeNumber('rooms', values.rooms, 1),
    rate: values.rate === undefined ? null : wholeNumber('rate', values.rate, 1),
    url: values.url === undefined ? null : addressOf(values.url),
    ramp: values.ramp,
  };
  if (asked.ramp && asked.rate !== null) throw new Failure('--ramp finds the rate itself: leave out --rate.');
  if (asked.rooms > asked.users) throw new Failure('There are more rooms than users.');
  return asked;
}

function addressOf(text: string): string {
  if (!text.startsWith('http://') || !URL.canParse(text))
    throw new Failure('The load speaks plain HTTP: give --url an address of http.');
  const { origin, href } = new URL(text);
  if (href !== `${origin}/`)
    throw new Failure(`Parley is served from the root of an address, without a path or a name: --url ${origin}`);
  return origin;
}
