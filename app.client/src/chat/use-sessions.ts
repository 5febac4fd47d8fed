import type { OwnSession } from '@parley/shared/models/own-session.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** Where I am signed in, as the server says, and what can be done about it. */
export interface SessionsWork {
  /** Null until the first answer. The last good one stays while a newer one is asked for, and when that fails. */
  readonly sessions: readonly OwnSession[] | null;
  readonly failure: unknown;
  /** The one that is being ended, or all the others. */
  readonly busy: OwnSession['id'] | 'others' | null;
  readonly reload: () => void;
  /** Resolves when it is over and no longer in the list; `failure` says why it is not. */
  readonly end: (sessionId: string) => Promise<boolean>;
  /** The same of all the others; null where it failed, else how many they were. */
  readonly endOthers: () => Promise<number | null>;
}

/** Asks as soon as somebody looks, and again after each change: another device may have changed it too. */
export function useSessions(): SessionsWork {
  const client = useChatClient();
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState<SessionsWork['busy']>(null);
  const isGone = useRef(false);

  const ask = useCallback(async () => {
    try {
      const answer = await (await client.account()).sessions();
      if (isGone.current) return;
      setSessions(answer);
      setFailure(null);
    } catch (error) {
      if (!isGone.current) setFailure(error);
    }
  }, [client]);
  useEffect(() => {
    isGone.current = false;
    void ask();
    return () => {
      isGone.current = true;
    };
  }, [ask]);

  const change = useCallback(
    async <T>(what: SessionsWork['busy'], work: () => Promise<T>, failed: T): Promise<T> => {
      setBusy(what);
      setFailure(null);
      try {
        const done = await work();
        await ask();
        return done;
      } catch (error) {
        setFailure(error);
        return failed;
      } finally {
        setBusy(null);
      }
    },
    [ask],
  );
  const end = useCallback(
    (id: string) =>
      change(
        id,
        async () => {
          await (await client.account()).endSession(id);
          return true;
        },
        false,
      ),
    [client, change],
  );
  const endOthers = useCallback(
    () => change<number | null>('others', async () => (await client.account()).endOtherSessions(), null),
    [client, change],
  );
  return { sessions, failure, busy, reload: () => void ask(), end, endOthers };
}
