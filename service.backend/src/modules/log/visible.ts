/**
 * The one answer to "may he see this message?": its place, never the number of a later change, against where his sight
 * begins. Every read of messages asks here, in SQL or in memory.
 */
export const visibleSql = (messageSeq: string, visibleFromSeq: string): string => `${messageSeq} >= ${visibleFromSeq}`;

/** The same question in memory. */
export const isVisible = (messageSeq: number, visibleFromSeq: number): boolean => messageSeq >= visibleFromSeq;
