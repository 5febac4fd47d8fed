import { applyChanges } from '../timeline/changes.ts';
import { applyFrame } from '../timeline/frames.ts';
import { digestEntryOf, headOf, openHeadOf, receiptsOf } from '../timeline/heads.ts';
import type { Known } from '../timeline/known.ts';
import { membershipEnded } from '../timeline/membership.ts';
import { holdOpen, letGo } from '../timeline/open.ts';
import { applyConversationAnswer, applyOwnAnswer } from '../timeline/own-answers.ts';
import { applyPage, askPage, pageFailed } from '../timeline/pages.ts';
import { applyInbox, applyMarks, applyReceiptAnswer } from '../timeline/receipts.ts';
import { remember } from '../timeline/remember.ts';
import { applySummary } from '../timeline/summary.ts';
import { applySynced } from '../timeline/synced.ts';

/** The real functions that a device of the model is driven by; a mutant takes the place of one of them. */
export const realReducers = {
  applyFrame: applyFrame<Known>,
  applyChanges: applyChanges<Known>,
  applySynced: applySynced<Known>,
  applySummary: applySummary<Known>,
  applyOwnAnswer: applyOwnAnswer<Known>,
  applyConversationAnswer: applyConversationAnswer<Known>,
  applyMarks: applyMarks<Known>,
  applyInbox: applyInbox<Known>,
  applyReceiptAnswer: applyReceiptAnswer<Known>,
  membershipEnded: membershipEnded<Known>,
  applyPage: applyPage<Known>,
  askPage: askPage<Known>,
  pageFailed: pageFailed<Known>,
  holdOpen: holdOpen<Known>,
  letGo: letGo<Known>,
  remember: remember<Known>,
  headOf,
  openHeadOf,
  digestEntryOf,
  receiptsOf,
};

export type Reducers = typeof realReducers;
