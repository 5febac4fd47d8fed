/**
 * Every word that an engine, a library or this app says in an error: only these leave. A list of what is allowed, because
 * a list of what is forbidden never ends; what somebody wrote, a token, a password is none of these words.
 */
const words = new Set(
  `a abort aborted access after all allowed already an and any application apply are argument arguments array as assign assignment
  async at attempt await be before bigint body boundary browser buffer by call callback called cannot catch changed chunk circular
  class close closed code component connect connection constant constructor convert could create cross current data database
  deadlock defined delete denied descriptor detected did digest disconnected division does dom duplicate dynamically each element
  empty end ended error escape event exceeded execute exist exists expected export extensible failed failure fetch fetching field
  file find first for format found from full function get global handler has hook hooks hydration id iframe import in index infinite
  initialization initialize input instance instanceof internal invalid invariant is it iterable iterator json key large left length
  limit load loaded loading local lock lost match maximum memory method minified missing module more most multiple must network new
  next no node non not nothing null number object observer of offline on only open operation option or origin out outside own
  parameter parse parsed pattern permission pool popped position possible private promise properties property prototype query quota
  range reached react read readable reading reason receiver redeclare ref refused regular rejected released removed render rendered
  rendering request required reset resolve resource response result return same script security see server set shared should
  signal size socket source stack state statement status still storage stream string structure super suspended symbol syntax table
  target terminated than that the there this thrown time timed timeout timer to token too transaction transfer trying tuple type
  unable uncaught undefined unexpected unhandled unique unit unknown unsupported unterminated update url used user valid value
  values version violates was when while window with worker write writing wrong`.split(/\s+/),
);

const quoted = /"[^"]*"?|“[^”]*”?|`[^`]*`?|(?<![\p{L}\p{N}])'[^']*'?/gu;
const addresses = /\b[a-z][a-z\d+.-]*:\/\/\S*/giu;

/** The message of an error with everything blanked that could be anybody's: quoted parts, addresses, numbers, unknown words. */
export function scrubbed(message: string): string {
  return message
    .slice(0, 2_000)
    .replace(addresses, '…')
    .replace(quoted, '…')
    .split(/\s+/u)
    .map((word) => {
      const [, before = '', core = '', after = ''] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(word) ?? [];
      const known =
        core === '' ||
        core
          .toLowerCase()
          .split(/[-/]/u)
          .every((part) => words.has(part));
      return known ? marks(before) + core + marks(after) : '…';
    })
    .join(' ')
    .replace(/…[….,;:\s]*…\.*/gu, '…')
    .trim()
    .slice(0, 200);
}

const marks = (text: string): string => text.replace(/[^.,:;()…]/gu, '');

/** The name of an error, or what else was thrown: "TypeError", "string". */
export const nameOfError = (error: unknown): string =>
  error instanceof Error ? scrubbedName(error.name) : typeof error;

const types = new Set(['string', 'number', 'bigint', 'boolean', 'symbol', 'undefined', 'object', 'function']);

/** A name as engines and libraries give it; anything else could be what somebody wrote, and leaves as "Error". */
export const scrubbedName = (name: string): string =>
  types.has(name) || /^[A-Z][A-Za-z]{0,50}(?:Error|Exception)$/.test(name) ? name : 'Error';
