import type { RouteInput, RouteOutput } from '@parley/shared/contract/route.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdminRoute, ChatClient } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';

/** The last good answer stays on the screen while a newer one is asked for, and when that fails. */
export interface AdminAnswer<T> {
  readonly data: T | null;
  readonly failure: unknown;
  readonly reload: () => void;
}

/** Asks one of the administrators' routes, and again whenever what is asked changes. */
export function useAdminAnswer<R extends AdminRoute>(route: R, input: RouteInput<R>): AdminAnswer<RouteOutput<R>> {
  const client = useChatClient();
  const [state, setState] = useState<{ data: RouteOutput<R> | null; failure: unknown }>({ data: null, failure: null });
  const asked = useRef(0);
  // Inputs are built while rendering: the same question in another object is the same question.
  const question = JSON.stringify(input);
  const reload = useCallback(() => {
    asked.current += 1;
    const turn = asked.current;
    client.askAsAdmin(route, JSON.parse(question) as RouteInput<R>).then(
      (data) => turn === asked.current && setState({ data, failure: null }),
      (failure: unknown) => turn === asked.current && setState((before) => ({ ...before, failure })),
    );
  }, [client, route, question]);
  useEffect(() => {
    reload();
    return () => {
      asked.current += 1;
    };
  }, [reload]);
  return { ...state, reload };
}

/** Asks one of the administrators' routes once: for what a button does. */
export const useAskAsAdmin = (): ChatClient['askAsAdmin'] => useChatClient().askAsAdmin;
