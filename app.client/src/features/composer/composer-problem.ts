import { limits } from '@parley/shared/limits.ts';
import { contentBytes, contentProblem } from '@parley/shared/models/content.ts';
import { numberOf } from '../../chat/moments.ts';

/** What stands under the composer, and whether it keeps the words from going out. */
export interface ComposerNote {
  readonly text: string;
  readonly blocks: boolean;
}

/** From this share of the limit on, what is left is shown. */
const NEAR = 0.9;

/** What to say of a text's length and of the wait that a limit asks for; null when there is nothing to say. */
export function composerNote(content: string, waitSeconds: number): ComposerNote | null {
  const left = limits.contentBytes - contentBytes(content);
  if (left < 0)
    return {
      text: `${numberOf(-left)} ${left === -1 ? 'byte' : 'bytes'} too long. Shorten it, or send it in two.`,
      blocks: true,
    };
  if (waitSeconds > 0) return { text: `You can send again in ${waitSeconds} s`, blocks: true };
  if (left <= limits.contentBytes * (1 - NEAR)) return { text: `${numberOf(left)} bytes left`, blocks: false };
  return null;
}

/** True for words that may go out. */
export const isSendable = (content: string): boolean => contentProblem(content) === null;
