import type { RouteInput, RouteOutput } from '@parley/shared/contract/route.ts';
import { type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import type { AdminRoute, ChatClient } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';

/** The last good answer stays on the screen while a newer one is asked for, and when that fails; not as the answer to another question. */
export interface AdminAnswer<T> {
  readonly data: T | null;
  readonly failure: unknown;
  /** When `data` was had. */
  readonly at: number;
  /** `data` answers an earlier question: of this one nothing is known yet. */
  readonly isOther: boolean;
  readonly reload: () => void;
}

interface Answered<T> {
  /** The question that `data` answers. */
  readonly of: string;
  readonly data: T | null;
  readonly failure: unknown;
  readonly at: number;
}

const nothing = <T>(): Answered<T> => ({ of: '', data: null, failure: null, at: 0 });

/** Asks one of the administrators' routes, and again whenever what is asked changes, and `everyMs`, where that is given. */
export function useAdminAnswer<R extends AdminRoute>(
  route: R,
  input: RouteInput<R>,
  everyMs?: number,
): AdminAnswer<RouteOutput<R>> {
  const client = useChatClient();
  const [state, setState] = useState(nothing<RouteOutput<R>>);
  const asked = useRef(0);
  const isUnderWay = useRef(false);
  // Inputs are built while rendering: the same question in another object is the same question.
  const question = JSON.stringify(input);
  const reload = useCallback(() => {
    asked.current += 1;
    const turn = asked.current;
    const ended = (next: SetStateAction<Answered<RouteOutput<R>>>) => {
      if (turn !== asked.current) return;
      isUnderWay.current = false;
      setState(next);
    };
    isUnderWay.current = true;
    client.askAsAdmin(route, JSON.parse(question) as RouteInput<R>).then(
      (data) => ended({ of: question, data, at: Date.now(), failure: null }),
      (failure: unknown) =>
        ended((before) => ({ ...(before.of === question ? before : nothing<RouteOutput<R>>()), failure })),
    );
  }, [client, route, question]);
  useEffect(() => {
    reload();
    return () => {
      asked.current += 1;
    };
  }, [reload]);
  useEffect(() => {
    if (everyMs === undefined) return;
    // On a slow line an answer takes longer than that: asked anew before it came, it would never be shown.
    const timer = setInterval(() => !isUnderWay.current && reload(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);
  const { of, data, failure, at } = state;
  return { data, failure, at, isOther: data !== null && of !== question, reload };
}

/** Asks one of the administrators' routes once: for what a button does. */
export const useAskAsAdmin = (): ChatClient['askAsAdmin'] => useChatClient().askAsAdmin;
