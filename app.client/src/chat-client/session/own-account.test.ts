import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { uuid } from '../testing/test-outbox.ts';
import { createOwnAccount } from './own-account.ts';

const session = { id: uuid(1), isThis: true, device: 'Firefox on Linux', createdAt: '', seenAt: '' };

/** A server that answers as it is told to, and what was asked of it, with the renewals of the cookie around it. */
function account(answer: unknown) {
  const log: string[] = [];
  const { call } = scriptedCall(async ({ name, params, body }) => {
    log.push([name, ...Object.values({ ...params, ...(body as object) })].join(' '));
    if (answer instanceof ApiError) throw answer;
    return answer;
  });
  async function renew<T>(work: () => Promise<T>): Promise<T> {
    log.push('begins');
    try {
      return await work();
    } finally {
      log.push('is over');
    }
  }
  return { log, account: createOwnAccount({ call, renew, erase: async (work) => void (await renew(work)) }) };
}

it('lists sessions, and signs others out', async () => {
  expect(await account({ sessions: [session] }).account.sessions()).toEqual([session]);
  const one = account({ ended: 2 });
  await one.account.endSession(uuid(2));
  expect(await one.account.endOtherSessions()).toBe(2);
  expect(one.log).toEqual([`sessions.end ${uuid(2)}`, 'sessions.endOthers']);
});

it('has signed out what was over already, and fails by everything else', async () => {
  await account(new ApiError('NOT_FOUND', 'server')).account.endSession(uuid(2));
  const cut = account(new ApiError('NETWORK_FAILED', 'wire')).account.endSession(uuid(2));
  await expect(cut).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
});

it('changes the password, and the cookie with it', async () => {
  const one = account({ ended: 3 });
  expect(await one.account.changePassword('old', 'new')).toBe(3);
  expect(one.log).toEqual(['begins', 'accounts.changePassword old new', 'is over']);
  const wrong = account(new ApiError('WRONG_PASSWORD', 'server'));
  await expect(wrong.account.changePassword('guess', 'new')).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
  expect(wrong.log.at(-1)).toBe('is over');
});

it('erases the account, and leaves with it', async () => {
  const one = account(null);
  await one.account.erase('my password', 'keep');
  expect(one.log).toEqual(['begins', 'accounts.erase my password keep', 'is over']);
});
