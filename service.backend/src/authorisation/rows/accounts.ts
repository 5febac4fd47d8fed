import { randomUUID } from 'node:crypto';
import { testPassword } from '../../testing/service.ts';
import type { Expected, RouteRow } from '../route-row.ts';
import { nobody, present, signedIn } from './words.ts';

/** Whoever has a session, but not the password that belongs to it. */
const withAnother: Expected = [401, 403, 403, 403, 403, 403];

/** Accounts, sessions, and the people one finds. */
export const accountRows: readonly RouteRow[] = [
  {
    route: 'accounts.register',
    what: 'an account',
    ends: true,
    expected: [201, 201, 201, 201, 201, 201],
    ask: () => {
      const username = `new-${randomUUID().slice(0, 8)}`;
      return {
        body: { username, displayName: 'New', email: 'new@example.org', password: 'a password of some length' },
      };
    },
  },
  {
    route: 'sessions.signIn',
    what: 'somebody who does not exist',
    expected: [401, 401, 401, 401, 401, 401],
    ask: () => ({ body: { username: randomUUID().slice(0, 8), password: 'a password of some length' } }),
  },
  { route: 'accounts.me', what: 'myself', expected: signedIn, ask: () => ({}) },
  {
    route: 'accounts.changeProfile',
    what: 'my name',
    expected: signedIn,
    ask: () => ({ body: { displayName: 'Me' } }),
  },
  { route: 'people.find', what: 'a prefix', expected: signedIn, ask: () => ({ query: { username: 'tar' } }) },
  {
    route: 'people.get',
    what: 'one who is in the group',
    expected: present,
    ask: ({ cast }) => ({ params: { userId: cast.target.me.id } }),
  },
  {
    route: 'people.get',
    what: 'myself',
    expected: [401, 200, 200, 200, 200, 200],
    ask: ({ cast }, asker) => ({ params: { userId: asker === 'nobody' ? randomUUID() : cast[asker].me.id } }),
  },
  { route: 'people.presences', what: 'those around me', expected: signedIn, ask: () => ({}) },
  {
    route: 'accounts.erase',
    what: 'myself, with a password that is not mine',
    expected: withAnother,
    ask: () => ({ body: { password: 'not the one that I chose', messages: 'keep' } }),
  },
  {
    route: 'accounts.erase',
    what: 'myself',
    expected: [401, 204, 204, 204, 204, 204],
    ends: true,
    ask: () => ({ body: { password: testPassword, messages: 'keep' } }),
  },
  {
    route: 'accounts.changePassword',
    what: 'with a password that is not mine',
    expected: withAnother,
    ask: () => ({ body: { password: 'not the one that I chose', newPassword: 'another of some length' } }),
  },
  {
    route: 'accounts.changePassword',
    what: 'with my own',
    expected: signedIn,
    ends: true,
    ask: () => ({ body: { password: testPassword, newPassword: 'another of some length' } }),
  },
  { route: 'sessions.list', what: 'my own', expected: signedIn, ask: () => ({}) },
  {
    route: 'sessions.end',
    what: "somebody else's",
    expected: nobody,
    ask: ({ sessionOfTarget: sessionId }) => ({ params: { sessionId } }),
  },
  {
    route: 'sessions.end',
    what: 'one that there is not',
    expected: nobody,
    ask: () => ({ params: { sessionId: randomUUID() } }),
  },
  { route: 'sessions.endOthers', what: 'of mine', expected: signedIn, ask: () => ({}) },
  { route: 'sessions.signOut', what: 'me', expected: [401, 204, 204, 204, 204, 204], ends: true, ask: () => ({}) },
];
