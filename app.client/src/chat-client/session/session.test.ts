import type { Me } from '@parley/shared/models/user.ts';
import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import { inRhythm } from '../rhythm.ts';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { uuid } from '../testing/test-outbox.ts';
import type { Desk } from './desk.ts';
import { createSession } from './session.ts';

const person = (number: number, username: string) => ({ id: uuid(number), username, displayName: username }) as Me;
const [ada, bob] = [person(1, 'ada'), person(2, 'bob')];

type Answer = Me | ApiError | 'silence';

/** A device that remembers who was here last, before a server that answers as it is told to. */
function device(remembered: Me | null, ...answers: readonly Answer[]) {
  return deviceHolding(null, remembered, ...answers);
}

/** The same, in a browser that says whose session it holds. */
function deviceHolding(held: Me | null, remembered: Me | null, ...answers: readonly Answer[]) {
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
    ...{ store, call, whoIsIt: call, clock },
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

const shown = ({ store }: ReturnType<typeof device>) => {
  const { session, me } = store.get();
  return [session, me?.username ?? null];
};
const noNetwork = () => new ApiError('NETWORK_FAILED', 'wire');
const unknown = () => new ApiError('UNAUTHENTICATED', 'server');

it('takes the word of the server when it is quick, without asking the disk', async () => {
  const one = device(bob, ada);
  void one.session.identify();
  await one.clock.advance(5_000);
  expect(shown(one)).toEqual(['signedIn', 'ada']);
  expect(one.happened).toEqual(['kept only ada', 'desk of ada']);
});

it('shows whoever was here last while the server is silent, and goes on with the same desk when it agrees', async () => {
  const one = device(ada, 'silence');
  void one.session.identify();
  await one.clock.advance(1_499);
  expect(shown(one)).toEqual(['unknown', null]);
  await one.clock.advance(1);
  expect(shown(one)).toEqual(['signedIn', 'ada']);
  one.speak({ ...ada, displayName: 'Ada L.' });
  await one.clock.advance(0);
  expect(one.store.get().me?.displayName).toBe('Ada L.');
  expect(one.happened.filter((what) => what.startsWith('desk'))).toEqual(['desk of ada']);
});

it('does so at once without a network, and asks until it is answered', async () => {
  const one = device(ada, noNetwork(), noNetwork(), ada);
  await one.session.identify();
  expect(shown(one)).toEqual(['signedIn', 'ada']);
  await one.clock.advance(60_000);
  expect(one.made).toHaveLength(3);
});

it('leaves it at once when it turns out to be another: what was read goes, but for his', async () => {
  const one = device(ada, 'silence');
  void one.session.identify();
  await one.clock.advance(1_500);
  one.speak(bob);
  await one.clock.advance(0);
  expect(shown(one)).toEqual(['signedIn', 'bob']);
  expect(one.happened).toEqual(['kept only ada', 'desk of ada', 'closed', 'kept only bob', 'desk of bob']);
});

it('pauses, and keeps what is shown, when the session of the one who is shown has ended', async () => {
  const one = device(ada, 'silence');
  void one.session.identify();
  await one.clock.advance(1_500);
  one.speak(unknown());
  await one.clock.advance(0);
  expect(shown(one)).toEqual(['expired', 'ada']);
  expect(one.happened.at(-1)).toBe('paused');
});

it('shows at once what the one has read whose session the browser holds, while the server is asked', async () => {
  const one = deviceHolding(ada, ada, 'silence');
  void one.session.identify();
  await one.clock.advance(0);
  expect(shown(one)).toEqual(['signedIn', 'ada']);
  one.speak({ ...ada, displayName: 'Ada L.' });
  await one.clock.advance(5_000);
  expect(one.store.get().me?.displayName).toBe('Ada L.');
  expect(one.happened).toEqual(['kept only ada', 'desk of ada']);
});

it('shows nothing of one person while the browser holds the session of another', async () => {
  const one = deviceHolding(bob, ada, 'silence');
  void one.session.identify();
  await one.clock.advance(1_499);
  expect(shown(one)).toEqual(['unknown', null]);
  one.speak(bob);
  await one.clock.advance(0);
  expect(one.happened).toEqual(['kept only bob', 'desk of bob']);
});

it('wipes what it showed on the word of the browser when the server says first that nobody is signed in', async () => {
  const one = deviceHolding(ada, ada, 'silence');
  void one.session.identify();
  await one.clock.advance(0);
  one.speak(unknown());
  await one.clock.advance(10_000);
  expect(shown(one)).toEqual(['signedOut', null]);
  expect(one.happened).toEqual(['kept only ada', 'desk of ada', 'closed', 'kept only nobody']);
});

it('keeps what is shown when the server was silent first and the session turns out to have ended', async () => {
  const one = deviceHolding(ada, ada, 'silence');
  void one.session.identify();
  await one.clock.advance(1_500);
  one.speak(unknown());
  await one.clock.advance(0);
  expect(shown(one)).toEqual(['expired', 'ada']);
});

it('is nobody where the server says so first, whoever was here', async () => {
  const one = device(ada, unknown());
  await one.session.identify();
  await one.clock.advance(10_000);
  expect(shown(one)).toEqual(['signedOut', null]);
  expect(one.happened).toEqual(['kept only nobody']);
});

it('says that it cannot reach anybody where nobody is remembered, and signs in when it can', async () => {
  const one = device(null, noNetwork(), ada);
  await one.session.identify();
  expect(shown(one)).toEqual(['unknown', null]);
  expect(one.store.get().connection.phase).toBe('reconnecting');
  await one.clock.advance(30_000);
  expect(shown(one)).toEqual(['signedIn', 'ada']);
});

it('asks once who it is when many requests doubt it, and goes on where it was when it is the same', async () => {
  const one = device(ada, ada, 'silence');
  await one.session.identify();
  for (let times = 0; times < 5; times += 1) one.session.doubted();
  await one.clock.advance(0);
  expect(one.made).toHaveLength(2);
  one.speak(ada);
  await one.clock.advance(0);
  expect(one.happened.slice(-2)).toEqual(['paused', 'resumed']);
});

/** What is told to screens that draw at once. */
function watched({ store }: ReturnType<typeof device>) {
  const shown = inRhythm(store, { after: (_, work) => work(), drawn: (work) => work(0) });
  const told: string[] = [];
  shown.subscribe(() => told.push(`${shown.get().session} ${shown.get().me?.username ?? 'nobody'}`));
  return { shown, told };
}

it('has the desk ready when the screens are told: they ask for more at once', async () => {
  const one = deviceHolding(ada, ada, 'silence');
  const { shown } = watched(one);
  const desks: boolean[] = [];
  shown.subscribe(() => {
    if (shown.get().session === 'signedIn') desks.push(one.session.desk() !== null);
  });
  void one.session.identify();
  await one.clock.advance(0);
  expect(desks).toEqual([true]);
});

it('takes one person from the screen before the disk is read for another', async () => {
  const one = device(ada, 'silence');
  const { told } = watched(one);
  void one.session.identify();
  await one.clock.advance(1_500);
  one.disk.read = () => new Promise(() => undefined);
  one.speak(bob);
  await one.clock.advance(0);
  expect(told).toEqual(['signedIn ada', 'unknown nobody']);
});

it('stops waiting for a disk that fails, and for one whose person has left meanwhile', async () => {
  const failing = device(ada, ada);
  failing.disk.read = () => Promise.reject(new Error('no disk'));
  await failing.session.identify().catch(() => undefined);
  await failing.clock.advance(0);
  expect(failing.store.get().recalling).toBe(false);

  const left = deviceHolding(ada, ada, 'silence');
  let read: () => void = () => undefined;
  left.disk.read = () =>
    new Promise((resolve) => {
      read = resolve;
    });
  void left.session.identify();
  await left.clock.advance(0);
  left.session.close();
  read();
  await left.clock.advance(0);
  expect([left.session.desk(), left.happened.at(-1)]).toEqual([null, 'closed']);
});

/** Signed in, and in the middle of changing the password; `done` tells how that ends. */
async function renewing(...answers: readonly Answer[]) {
  const one = device(ada, ada, ...answers);
  await one.session.identify();
  let done: { resolve: (ended: number) => void; reject: (error: Error) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  const renewal = one.session.renew(
    () =>
      new Promise<number>((resolve, reject) => {
        done = { resolve, reject };
      }),
  );
  await one.clock.advance(0);
  return { ...one, renewal, done };
}

it('does not take it for the end that the old cookie is over, and goes on with the same desk under the new one', async () => {
  const one = await renewing(ada, ada, unknown());
  expect(one.happened.at(-1)).toBe('tells that it is renewed');
  // Of what was under way with the old one, and of the socket that was bound to it.
  one.session.ended();
  one.session.doubted();
  expect([one.happened.at(-1), ...shown(one)]).toEqual(['tells that it is renewed', 'signedIn', 'ada']);
  expect(one.made).toHaveLength(1);
  one.done.resolve(3);
  expect(await one.renewal).toBe(3);
  await one.clock.advance(0);
  expect(one.happened.slice(-3)).toEqual(['tells who is here', 'paused', 'resumed']);
  // An answer to what was asked before may still be on its way.
  await one.clock.advance(9_999);
  one.session.ended();
  await one.clock.advance(0);
  expect([one.made.length, ...shown(one)]).toEqual([3, 'signedIn', 'ada']);
  await one.clock.advance(1);
  one.session.ended();
  expect(shown(one)).toEqual(['expired', 'ada']);
});

it('disturbs nothing when nothing came of it, and has ended when only the answer was lost', async () => {
  const refused = await renewing();
  refused.done.reject(new ApiError('WRONG_PASSWORD', 'server'));
  await expect(refused.renewal).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
  await refused.clock.advance(60_000);
  expect(shown(refused)).toEqual(['signedIn', 'ada']);
  expect([refused.made.length, refused.happened.at(-1)]).toEqual([1, 'tells who is here']);

  const lost = await renewing(unknown());
  lost.session.doubted();
  lost.done.reject(noNetwork());
  await expect(lost.renewal).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  await lost.clock.advance(0);
  expect(shown(lost)).toEqual(['expired', 'ada']);
});

it('waits for another tab that does it, until it hears of the next cookie, or that tab is never heard again', async () => {
  const told = device(ada, ada, ada);
  await told.session.identify();
  told.session.renewedElsewhere();
  told.session.ended();
  expect([told.made.length, ...shown(told)]).toEqual([1, 'signedIn', 'ada']);
  await told.session.changedElsewhere(ada.id);
  await told.clock.advance(0);
  expect([told.happened.at(-1), ...shown(told)]).toEqual(['resumed', 'signedIn', 'ada']);

  const untold = device(ada, ada, unknown());
  await untold.session.identify();
  untold.session.renewedElsewhere();
  untold.session.ended();
  await untold.clock.advance(10_999);
  expect(shown(untold)).toEqual(['signedIn', 'ada']);
  await untold.clock.advance(1);
  expect(shown(untold)).toEqual(['expired', 'ada']);
});

it('asks who it is again when it was asked with the old cookie', async () => {
  const one = device(ada, ada, 'silence', ada);
  await one.session.identify();
  one.session.doubted();
  one.session.renewedElsewhere();
  one.speak(unknown());
  await one.clock.advance(0);
  expect(shown(one)).toEqual(['signedIn', 'ada']);
  await one.session.changedElsewhere(ada.id);
  await one.clock.advance(0);
  expect([one.happened.at(-1), ...shown(one)]).toEqual(['resumed', 'signedIn', 'ada']);
});

it('goes on when its owner signed in again in another tab, and asks nothing when nothing had stopped', async () => {
  const one = device(ada, ada, ada);
  await one.session.identify();
  await one.session.changedElsewhere(ada.id);
  expect(one.made).toHaveLength(1);
  one.session.ended();
  await one.session.changedElsewhere(ada.id);
  expect([one.happened.at(-1), ...shown(one)]).toEqual(['resumed', 'signedIn', 'ada']);
});
