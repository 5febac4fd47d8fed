import { expect, it } from 'vitest';
import { inRhythm } from '../rhythm.ts';
import { ada, bob, device, deviceHolding, noNetwork, shown, unknown } from '../testing/session-lab.ts';

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

it('goes on when its owner signed in again in another tab, and asks nothing when nothing had stopped', async () => {
  const one = device(ada, ada, ada);
  await one.session.identify();
  await one.session.changedElsewhere(ada.id);
  expect(one.made).toHaveLength(1);
  one.session.ended();
  await one.session.changedElsewhere(ada.id);
  expect([one.happened.at(-1), ...shown(one)]).toEqual(['resumed', 'signedIn', 'ada']);
});
