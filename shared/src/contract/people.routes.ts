import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Id } from '../models/basics.ts';
import { Presence, User } from '../models/user.ts';
import { defineRoute } from './route.ts';

/** Finds people whose username begins so; the exact one comes first. There is no listing of all. */
export const findPeople = defineRoute({
  name: 'people.find',
  summary: 'Find people by the beginning of their username',
  method: 'GET',
  path: '/people',
  access: 'signedIn',
  limit: 'search',
  query: z.strictObject({
    username: z.string().check(z.toLowerCase(), z.minLength(2), z.maxLength(limits.usernameMax)),
  }),
  responses: { 200: z.object({ people: z.array(User) }) },
});

/** One person I share a conversation with, as of now. */
export const person = defineRoute({
  name: 'people.get',
  summary: 'One person I share a conversation with',
  method: 'GET',
  path: '/people/:userId',
  access: 'signedIn',
  limit: 'read',
  params: z.strictObject({ userId: Id }),
  responses: { 200: User },
  errors: ['NOT_FOUND'],
});

/** Who is there, among those I share a conversation with: those online first, at most `limits.presences`. */
export const presences = defineRoute({
  name: 'people.presences',
  summary: 'Who is there, among those I share a conversation with',
  method: 'GET',
  path: '/presences',
  access: 'signedIn',
  limit: 'read',
  responses: { 200: z.object({ presences: z.array(Presence) }) },
});
