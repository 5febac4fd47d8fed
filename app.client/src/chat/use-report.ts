import { type ErrorKind, type PageName, pageOf } from '@parley/shared/models/report.ts';
import { useCallback, useEffect } from 'react';
import { reportText } from '../chat-client/reports/reporter.ts';
import { useChatClient } from './ChatContext.tsx';

/** Reports an error, and gives the report as a person may copy it. */
export function useReport(path: string): (error: unknown, kind: ErrorKind) => string {
  const { reports } = useChatClient();
  return useCallback((error, kind) => reportText(reports.report(error, { kind, page: pageOf(path) })), [reports, path]);
}

/** Notes which page is looked at, by its pattern: reports say what they came after. */
export function useVisited(path: string): void {
  const { reports } = useChatClient();
  const page: PageName = pageOf(path);
  useEffect(() => reports.note({ kind: 'page', name: page, outcome: 'ok' }), [reports, page]);
}
