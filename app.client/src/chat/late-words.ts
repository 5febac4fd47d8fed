import type { Message } from '@parley/shared/models/message.ts';
import { timeBeside } from './moments.ts';

/** "written 08:56", where it got its number long after: as its author's device says, on every device alike. */
export const writtenLate = ({ composedAt, createdAt }: Pick<Message, 'composedAt' | 'createdAt'>): string | null =>
  composedAt === null ? null : `written ${timeBeside(composedAt, createdAt)}`;
