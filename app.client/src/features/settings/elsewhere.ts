import { counted } from '../../chat/names.ts';

/** "You are signed out in 2 other places." */
export const elsewhere = (ended: number): string =>
  ended === 0 ? 'You are signed in nowhere else.' : `You are signed out in ${counted(ended, 'other place')}.`;
