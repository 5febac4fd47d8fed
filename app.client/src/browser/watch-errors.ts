import type { ErrorKind } from '@parley/shared/models/report.ts';

/** Hears of whatever nobody caught; scripts of other origins (extensions) come without an error and are none of ours. */
export function watchErrors(view: EventTarget, heard: (error: unknown, kind: ErrorKind) => void): () => void {
  const failed = (event: Event) => {
    if ('error' in event && event.error instanceof Error) heard(event.error, 'error');
  };
  const rejected = (event: Event) => heard('reason' in event ? event.reason : undefined, 'rejection');
  view.addEventListener('error', failed);
  view.addEventListener('unhandledrejection', rejected);
  return () => {
    view.removeEventListener('error', failed);
    view.removeEventListener('unhandledrejection', rejected);
  };
}
