import { mayBeSent } from '../chat-client/outbox/entry.ts';
import { failureWords } from './failure-words.ts';
import type { UnsentEntry } from './use-outbox.ts';

/** What happens next, in two or three words. `place` counts from 0 in its lane. */
export function nextWords(entry: UnsentEntry, place: number, now: number): string {
  if (entry.status === 'failed') return 'Not sent';
  if (entry.status === 'doubtful') return 'May be sent';
  if (entry.status === 'sending') return 'Sending now';
  if (place > 0) return `Waits for ${place}`;
  if (entry.nextTryAt === null) return 'Next to go';
  const seconds = Math.ceil((entry.nextTryAt - now) / 1000);
  return seconds > 0
    ? `Next try in ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`
    : 'Trying now';
}

/** True when it may be on the record already: then taking it back waits for the verdict. */
export const mayBeOnRecord = (entry: UnsentEntry): boolean => mayBeSent(entry);

/** Why it is still here, and what is not known of it: said honestly, or not at all. */
export function whyHere(entry: UnsentEntry): string | null {
  if (entry.amendment?.kind === 'delete')
    return 'Taken back: it is deleted as soon as it is known whether it was sent.';
  if (entry.amendment?.kind === 'edit') return 'May already be sent; your change follows as soon as that is known.';
  if (entry.status === 'doubtful') return 'May already be sent: a try went unanswered, a later one was refused.';
  if (entry.status === 'failed') return failureWords(entry.failure);
  if (entry.status === 'queued' && mayBeOnRecord(entry)) return 'May already be sent. Another try never doubles it.';
  return null;
}
