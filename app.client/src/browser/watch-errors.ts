import type { ErrorKind } from '@parley/shared/models/report.ts';

/** Hears of whatever nobody caught; scripts of other origins (extensions) come without an error and are none of ours. */
export function watchErrors(view: Window, heard: (error: unknown, kind: ErrorKind) => void): () => void {
  const failed = ({ error }: ErrorEvent) => {
    if (error instanceof Error) heard(error, 'error');
  };
  const rejected = ({ reason }: PromiseRejectionEvent) => heard(reason, 'rejection');
  view.addEventListener('error', failed);
  view.addEventListener('unhandledrejection', rejected);
  return () => {
    view.removeEventListener('error', failed);
    view.removeEventListener('unhandledrejection', rejected);
  };
}
