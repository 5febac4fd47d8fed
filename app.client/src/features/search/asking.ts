import { parseQuery } from '@parley/shared/search/parse-query.ts';

/** A query in the making: filters that stand as chips, as they are written, and what is still being typed. */
export interface Asking {
  readonly filters: readonly string[];
  readonly text: string;
}

/** The whole query, as the server reads it. */
export const queryOf = ({ filters, text }: Asking): string => [...filters, text].join(' ').trim();

/** Takes out of what is typed each filter that a blank ended: it becomes a chip. A wrong one stays to be mended. */
export function settled({ filters, text }: Asking): Asking {
  const ended = parseQuery(text).terms.filter(({ kind, to }) => kind === 'filter' && to < text.length);
  if (ended.length === 0) return { filters, text };
  let rest = '';
  let at = 0;
  for (const { from, to } of ended) {
    rest += text.slice(at, from);
    at = to + 1;
  }
  const pieces = ended.map(({ from, to }) => text.slice(from, to));
  return { filters: [...new Set([...filters, ...pieces])], text: `${rest}${text.slice(at)}`.trimStart() };
}

/** True while a name is still being typed: what it would find is not what is meant. A day, or a word that is known, is whole. */
export function isUnfinished({ text }: Asking): boolean {
  const last = parseQuery(text).terms.at(-1);
  if (last?.kind !== 'filter' || last.to < text.length) return false;
  return last.operator.value === 'person' || last.operator.value === 'conversation';
}
