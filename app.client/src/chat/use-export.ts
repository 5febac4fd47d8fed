import type { Export } from '@parley/shared/contract/exports.routes.ts';
import type { ExportFormat } from '@parley/shared/models/export.ts';
import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** How often the server is asked how far it has come. */
const EVERY_MS = 600;

/** One export as it goes on, and what can be done with it. */
export interface ExportWork {
  readonly now: Export | null;
  /** Others of the same that go on or are kept, the newest first. */
  readonly earlier: readonly Export[];
  readonly failure: unknown;
  readonly busy: boolean;
  /** In this form; without one, all that is mine. */
  readonly begin: (format: ExportFormat | null) => void;
  /** Goes on with one of the earlier. */
  readonly follow: (one: Export) => void;
  readonly cancel: () => void;
  /** The address that fetches the file, once. */
  readonly link: () => Promise<string>;
  /** Leaves it where it is, to choose again. */
  readonly leave: () => void;
}

const isOver = ({ state }: Export) => state !== 'waiting' && state !== 'running';

/**
 * Begins an export and follows it. What fails on the way to an answer is asked again: the work goes on without us. So does one
 * whose page was closed, and it is found again.
 */
export function useExport(conversationId: string | null): ExportWork {
  const client = useChatClient();
  const [now, setNow] = useState<Export | null>(null);
  const [earlier, setEarlier] = useState<readonly Export[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(0);
  const id = now?.id;
  const goesOn = now !== null && !isOver(now);
  const isChoosing = now === null;

  useEffect(() => {
    if (!isChoosing) return;
    let left = false;
    client
      .exports()
      .then((exports) => exports.list())
      .then(
        (all) => left || setEarlier(all.filter((one) => one.conversationId === conversationId)),
        // Beginning anew is offered all the same.
        () => undefined,
      );
    return () => {
      left = true;
    };
  }, [client, conversationId, isChoosing]);

  useEffect(() => {
    if (id === undefined || !goesOn) return;
    let left = false;
    // Asked once more after each answer, and after each silence.
    const again = () => !left && setAsked(asked + 1);
    const timer = setTimeout(() => {
      client
        .exports()
        .then((exports) => exports.get(id))
        .then((next) => {
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
      client
        .exports()
        .then((exports) =>
          conversationId === null || format === null ? exports.startMine() : exports.start(conversationId, format),
        )
        .then(setNow, setFailure)
        .finally(() => setBusy(false));
    },
    [client, conversationId],
  );
  const follow = useCallback((one: Export) => {
    setFailure(null);
    setNow(one);
  }, []);
  const leave = useCallback(() => {
    setNow(null);
    setFailure(null);
  }, []);
  const cancel = useCallback(() => {
    if (id === undefined) return;
    client
      .exports()
      .then((exports) => exports.cancel(id))
      .then(leave, setFailure);
  }, [client, id, leave]);
  const link = useCallback(async () => (await client.exports()).link(id ?? ''), [client, id]);

  return { now, earlier, failure, busy, begin, follow, cancel, link, leave };
}
