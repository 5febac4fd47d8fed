import type { ReactNode } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import type { ExportWork } from '../../chat/use-export.ts';
import { Earlier } from './Earlier.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import './export.css';

/** What is asked before something is written out (`children`) and what was begun before; then how far it has come. */
export function WorkBody({ work, children }: { work: ExportWork; children: ReactNode }) {
  const { now, failure } = work;
  return (
    <div className="export">
      {now === null ? (
        <>
          {children}
          <Earlier {...work} />
        </>
      ) : (
        <ExportProgress work={work} now={now} />
      )}
      {failure !== null && (
        <p className="export-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
    </div>
  );
}
