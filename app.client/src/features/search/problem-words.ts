import type { QueryProblem } from '@parley/shared/search/parse-query.ts';

const reasons: Readonly<Record<QueryProblem['reason'], string>> = {
  empty: 'There is nothing to look for yet.',
  too_long: 'This is too long for a search.',
  too_many: 'These are too many words for a search.',
  no_value: 'Something is missing after the colon',
  unknown_value: 'This is not known',
  no_day: 'This is no day: write 2026-03-01, today or yesterday',
};

/** What is wrong with a query, with the words it is about. */
export const problemWords = ({ reason, from, to }: QueryProblem, query: string): string =>
  reason.startsWith('too_') || reason === 'empty' ? reasons[reason] : `${reasons[reason]}: ${query.slice(from, to)}`;
