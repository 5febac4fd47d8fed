import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { DisplayName, Email, Me, Password, Username } from '../models/user.ts';
import { defineRoute } from './route.ts';

/** Makes an account and signs it in. */
export const register = defineRoute({
  name: 'accounts.register',
  summary: 'Make an account and sign in',
  method: 'POST',
  path: '/accounts',
  access: 'anyone',
  limit: 'register',
  body: z.strictObject({ username: Username, displayName: DisplayName, email: Email, password: Password }),
  responses: { 201: Me },
  errors: ['USERNAME_TAKEN', 'PASSWORD_GUESSABLE'],
});

/** Opens a session; the cookie that comes back is all a client holds. */
export const signIn = defineRoute({
  name: 'sessions.signIn',
  summary: 'Sign in',
  method: 'POST',
  path: '/sessions',
  access: 'anyone',
  limit: 'signIn',
  body: z.strictObject({
    username: z.string().check(z.maxLength(limits.usernameMax)),
    password: z.string().check(z.maxLength(limits.passwordMax)),
  }),
  responses: { 201: Me },
  errors: ['WRONG_CREDENTIALS'],
});

/** Ends this session everywhere: its cookie is dead at once, its sockets within a second. */
export const signOut = defineRoute({
  name: 'sessions.signOut',
  summary: 'Sign out',
  method: 'DELETE',
  path: '/sessions/current',
  access: 'signedIn',
  limit: 'change',
  responses: { 204: null },
});

/** Who am I? */
export const me = defineRoute({
  name: 'accounts.me',
  summary: 'Who am I',
  method: 'GET',
  path: '/me',
  access: 'signedIn',
  limit: 'read',
  responses: { 200: Me },
});

/** Changes the name that others see; everybody who shares a conversation is told. */
export const changeProfile = defineRoute({
  name: 'accounts.changeProfile',
  summary: 'Change my display name',
  method: 'PATCH',
  path: '/me',
  access: 'signedIn',
  limit: 'change',
  body: z.strictObject({ displayName: DisplayName }),
  responses: { 200: Me },
});
