import { Id, Moment } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import { DomainError } from '../../platform/domain-error.ts';
import type { ListPlace } from './summary.repository.ts';

const Place = z.tuple([Moment, Id]);

/** A place in the list as one opaque word. */
export const writeCursor = ({ at, id }: ListPlace): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** The place a word stands for; a word that we never gave is refused. */
export function readCursor(cursor: string): ListPlace {
  try {
    const [at, id] = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw new DomainError('VALIDATION_FAILED', {
      details: [{ path: 'query.cursor', message: 'is no cursor of ours' }],
    });
  }
}
