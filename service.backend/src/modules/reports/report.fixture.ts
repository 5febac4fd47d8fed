import type { ErrorReport } from '@parley/shared/models/report.ts';

/** A report as an app sends it. */
export const aReport = (more: Partial<ErrorReport> = {}): ErrorReport => ({
  kind: 'error',
  name: 'TypeError',
  message: 'Cannot read properties of undefined (reading …)',
  release: 'index-a1',
  page: '/c/:conversationId',
  frames: [{ fn: 'f', file: 'index-a1.js', line: 1, column: 20 }],
  breadcrumbs: [{ agoMs: 20, kind: 'call', name: 'messages.send', outcome: 'ok' }],
  ...more,
});
