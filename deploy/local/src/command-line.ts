import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from './failure.ts';

type Read<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T & { args: string[] }>>;

/** Reads a command line; null where somebody asks how the command is used. What it does not know is told in one line. */
export function readCommandLine<const T extends ParseArgsConfig>(args: readonly string[], config: T): Read<T> | null {
  if (args.includes('--help') || args.includes('-h')) return null;
  try {
    return parseArgs({ ...config, args: [...args] }) as Read<T>;
  } catch (error) {
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?\s*\n|\. /u);
    throw new Failure(`${said}. --help tells what there is.`);
  }
}

/** The value of an option that takes a number. */
export function wholeNumber(name: string, text: string, least: 0 | 1 = 0): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Failure(`--${name} takes a whole number${least > 0 ? ' above 0' : ''}.`);
}

/** Those that are named, with commas; all where none is. A name that nothing has is refused, or it would be left out in silence. */
export function namedOf<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
  names: string | undefined,
): readonly T[] {
  if (names === undefined) return all;
  const asked = names.split(',').map((name) => name.trim());
  const isNamed = ({ name }: T, as: string) => name.toLowerCase() === as.toLowerCase();
  const unknown = asked.find((name) => !all.some((one) => isNamed(one, name)));
  if (unknown !== undefined)
    throw new Failure(`There is no ${what} ${unknown}: ${all.map(({ name }) => name).join(', ')}.`);
  return all.filter((one) => asked.some((name) => isNamed(one, name)));
}

/** Tells how a command is used. */
export function tell(usage: readonly string[]): void {
  for (const line of usage) console.log(line);
}

/**
 * For a command that takes next to nothing: tells how it is used, where somebody asks, and true then. What it does not know is
 * refused before anything is done.
 */
export function tellsUsage(usage: readonly string[], args: readonly string[], allowPositionals = false): boolean {
  const isAsked = readCommandLine(args, { allowPositionals, options: {} }) === null;
  if (isAsked) tell(usage);
  return isAsked;
}
