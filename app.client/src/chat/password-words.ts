import { limits } from '@parley/shared/limits.ts';

/** What a password has to be, where one that is not was typed. */
export const passwordWords = `Use ${limits.passwordMin} to ${limits.passwordMax} characters; which ones is up to you.`;

/** The same before anything was typed. */
export const passwordHint = `At least ${limits.passwordMin} characters.`;
