import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Id } from '../models/basics.ts';
import { OwnSession } from '../models/own-session.ts';
import { Password } from '../models/user.ts';
import { defineRoute } from './route.ts';

// Apart from the accounts' other routes: few open the settings, and the first screen does not fetch what they ask.

/** How many other sessions are over now: their cookies are dead at once, their sockets within a second. */
const Ended = z.object({ ended: z.int() });

/** Where I am signed in: this one first, then as they were last used; at most a hundred. */
export const listSessions = defineRoute({
  name: 'sessions.list',
  summary: 'Where I am signed in',
  method: 'GET',
  path: '/sessions',
  access: 'signedIn',
  limit: 'read',
  responses: { 200: z.object({ sessions: z.array(OwnSession) }) },
});

/** Ends one of my sessions; with this one's id it is signing out. */
export const endSession = defineRoute({
  name: 'sessions.end',
  summary: 'Sign out one of my sessions',
  method: 'DELETE',
  path: '/sessions/:sessionId',
  access: 'signedIn',
  limit: 'change',
  params: z.strictObject({ sessionId: Id }),
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

/** Ends every session of mine but this one, listed or not. */
export const endOtherSessions = defineRoute({
  name: 'sessions.endOthers',
  summary: 'Sign out all my other sessions',
  method: 'DELETE',
  path: '/sessions/others',
  access: 'signedIn',
  limit: 'change',
  responses: { 200: Ended },
});

/**
 * Changes my password. The present one is asked, and wrong ones count as tries to sign in. All other sessions are over; this one
 * goes on under a new cookie, so that a copy of the old one opens nothing.
 */
export const changePassword = defineRoute({
  name: 'accounts.changePassword',
  summary: 'Change my password',
  method: 'PUT',
  path: '/me/password',
  access: 'signedIn',
  limit: 'signIn',
  body: z.strictObject({
    password: z.string().check(z.maxLength(limits.passwordMax)),
    newPassword: Password,
  }),
  responses: { 200: Ended },
  errors: ['WRONG_PASSWORD', 'PASSWORD_GUESSABLE'],
});

/**
 * Erases the account: nobody can sign in with it, its sessions and exports end, its name is nobody's again. What it wrote
 * stays under "Deleted user", or goes too. Its password is asked, and there is no way back.
 */
export const eraseAccount = defineRoute({
  name: 'accounts.erase',
  summary: 'Erase my account',
  method: 'POST',
  path: '/me/erasure',
  access: 'signedIn',
  limit: 'signIn',
  body: z.strictObject({
    password: z.string().check(z.maxLength(limits.passwordMax)),
    messages: z.enum(['keep', 'erase']),
  }),
  responses: { 204: null },
  errors: ['WRONG_PASSWORD'],
});
