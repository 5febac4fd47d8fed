import type { Me } from '@parley/shared/models/user.ts';
import { ApiError } from '../failure.ts';
import type { Desk } from '../session/desk.ts';
import { createSession } from '../session/session.ts';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { manualClock } from './manual-clock.ts';
import { scriptedCall } from './scripted-call.ts';
import { uuid } from './test-outbox.ts';

const person = (number: number, username: string) => ({ id: uuid(number), username, displayName: username }) as Me;
/** Two who sign in. */
export const [ada, bob] = [person(1, 'ada'), person(2, 'bob')];

/** What the server says when it is asked who this is. */
export type Answer = Me | ApiError | 'silence';

/** A device that remembers who was here last, before a server that answers as it is told to. */
export function device(remembered: Me | null, ...answers: readonly Answer[]) {
  return deviceHolding(null, remembered, ...answers);
}

/** The same, in a browser that says whose session it holds. */
export function deviceHolding(held: Me | null, remembered: Me | null, ...answers: readonly Answer[]) {
  const clock = manualClock();
  const store = createStore(initialState(clock.now()));
  const waiting = [...answers];
  const happened: string[] = [];
  let speak: (answer: Exclude<Answer, 'silence'>) => void = () => undefined;
  const disk = { read: async (): Promise<void> => undefined };
  const { call, made } = scriptedCall(async () => {
    let answer = waiting.shift() ?? 'silence';
    if (answer === 'silence') {
      answer = await new Promise<Exclude<Answer, 'silence'>>((resolve) => {
        speak = resolve;
      });
    }
    if (answer instanceof ApiError) throw answer;
    return answer;
  });
  const session = createSession({
    store,
    call,
    whoIsIt: call,
    clock,
    drafts: () => ({ flush: async () => undefined, forgetAll: async () => undefined }) as never,
    async openDesk(userId) {
      happened.push(`desk of ${userId === ada.id ? 'ada' : 'bob'}`);
      await disk.read();
      let isPaused = false;
      return {
        userId,
        outbox: {} as never,
        engine: () => ({}) as never,
        whole: {} as never,
        keep: async () => undefined,
        isPaused: () => isPaused,
        pause() {
          isPaused = true;
          happened.push('paused');
        },
        resume() {
          if (isPaused) happened.push('resumed');
          isPaused = false;
        },
        close: () => void happened.push('closed'),
      } satisfies Desk;
    },
    forget: (next) => void happened.push(`kept only ${next === null ? 'nobody' : next === ada.id ? 'ada' : 'bob'}`),
    lastHere: async () => remembered,
    holder: () => held?.id ?? null,
    leaving: () => undefined,
    renewing: () => void happened.push('tells that it is renewed'),
    changed: () => void happened.push('tells who is here'),
  });
  return { clock, store, session, happened, made, disk, speak: (answer: Exclude<Answer, 'silence'>) => speak(answer) };
}

/** Whom it shows, and as what. */
export const shown = ({ store }: ReturnType<typeof device>) => {
  const { session, me } = store.get();
  return [session, me?.username ?? null];
};
/** What a request without a network ends in. */
export const noNetwork = () => new ApiError('NETWORK_FAILED', 'wire');
/** What the server says to a cookie that it does not know. */
export const unknown = () => new ApiError('UNAUTHENTICATED', 'server');
