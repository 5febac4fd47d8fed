import type { Participant } from '@parley/shared/models/conversation.ts';

/** Marks begin at the number at which one came in, so that nothing before is unread: only what is beyond was read. */
export const hasRead = ({ readSeq, joinedSeq }: Pick<Participant, 'readSeq' | 'joinedSeq'>): boolean =>
  readSeq > joinedSeq;
