import { Id } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import { KeptMoment, readCursor, writeCursor } from '../../platform/cursor.ts';
import type { ListPlace } from './summary.repository.ts';

const Place = z.tuple([KeptMoment, Id]);

/** A place in the list of conversations as a cursor. */
export const writeListCursor = ({ at, id }: ListPlace): string => writeCursor([at, id]);

/** The place a cursor stands for. */
export function readListCursor(cursor: string): ListPlace {
  const [at, id] = readCursor(cursor, Place);
  return { at, id };
}
