import type { Export } from '@parley/shared/contract/exports.routes.ts';

/** What each form is called, and what it is for. */
export const formats = {
  html: { label: 'Page', words: 'One page to read and search, without a network.' },
  json: { label: 'JSON', words: 'For programs: everything, in a documented form.' },
  csv: { label: 'Table', words: 'CSV, one message a line, for a spreadsheet.' },
  zip: { label: 'Archive', words: 'Everything that is mine, in one file.' },
} as const satisfies Record<Export['format'], { label: string; words: string }>;
