import type { Change } from '@parley/shared/models/change.ts';
import { outboundCapBytes } from './outbound-cap.ts';

/** How much people wrote in these changes, in characters. */
export const charactersOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, change) => sum + (change.kind === 'message' ? (change.message.content?.length ?? 0) : 0), 0);

const mostOfACharacter = '\\u0000'.length;

/** True where a frame with these would fill half of what may wait for a reader: he would be taken for a slow one, and cut. */
export const isTooLong = (changes: readonly Change[]): boolean =>
  charactersOf(changes) * mostOfACharacter > outboundCapBytes / 2 &&
  JSON.stringify(changes).length > outboundCapBytes / 2;
