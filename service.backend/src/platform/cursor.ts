import { Moment } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import { DomainError } from './domain-error.ts';

/** A moment in a cursor. A year 0, or more digits than the database reads, was never in one of ours. */
export const KeptMoment = Moment.check(
  z.maxLength(40),
  z.refine((moment) => !moment.startsWith('0000')),
);

/** A place in a list as one opaque word. It opens nothing: every page asks anew who may see what. */
export const writeCursor = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place a word stands for; a word that we never gave is refused. */
export function readCursor<P extends z.ZodMiniType>(word: string, place: P): z.output<P> {
  try {
    return z.parse(place, JSON.parse(Buffer.from(word, 'base64url').toString()));
  } catch {
    throw foreignCursor();
  }
}

/** Refuses a word that is no cursor of ours. */
export const foreignCursor = (): DomainError =>
  new DomainError('VALIDATION_FAILED', { details: [{ path: 'query.cursor', message: 'is no cursor of ours' }] });
