import type { Export } from '@parley/shared/contract/exports.routes.ts';
import type { ExportFormat } from '@parley/shared/models/export.ts';
import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** How often the server is asked how far it has come. */
const EVERY_MS = 600;

/** One export as it goes on, and what can be done with it. */
export interface ExportWork {
  readonly now: Export | null;
  readonly failure: unknown;
  readonly busy: boolean;
  /** In this form; without one, all that is mine. */
  readonly begin: (format: ExportFormat | null) => void;
  readonly cancel: () => void;
  /** The address that fetches the file, once. */
  readonly link: () => Promise<string>;
  readonly forget: () => void;
}

const isOver = ({ state }: Export) => state !== 'waiting' && state !== 'running';

/** Begins an export and follows it. What fails on the way to an answer is asked again: the work goes on without us. */
export function useExport(conversationId: string | null): ExportWork {
  const client = useChatClient();
  const [now, setNow] = useState<Export | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(0);
  const id = now?.id;
  const goesOn = now !== null && !isOver(now);

  useEffect(() => {
    if (id === undefined || !goesOn) return;
    let left = false;
    // Asked once more after each answer, and after each silence.
    const again = () => !left && setAsked(asked + 1);
    const timer = setTimeout(() => {
      client.exports.get(id).then((next) => {
        if (left) return;
        setNow(next);
        again();
      }, again);
    }, EVERY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, id, goesOn, asked]);

  const begin = useCallback(
    (format: ExportFormat | null) => {
      setBusy(true);
      setFailure(null);
      const { exports } = client;
      const started =
        conversationId === null || format === null ? exports.startMine() : exports.start(conversationId, format);
      started.then(setNow, setFailure).finally(() => setBusy(false));
    },
    [client, conversationId],
  );
  const forget = useCallback(() => {
    setNow(null);
    setFailure(null);
  }, []);
  const cancel = useCallback(() => {
    if (id !== undefined) client.exports.cancel(id).then(forget, setFailure);
  }, [client, id, forget]);
  const link = useCallback(() => client.exports.link(id ?? ''), [client, id]);

  return { now, failure, busy, begin, cancel, link, forget };
}
