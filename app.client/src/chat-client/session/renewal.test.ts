import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import { type Answer, ada, device, noNetwork, shown, unknown } from '../testing/session-lab.ts';

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
