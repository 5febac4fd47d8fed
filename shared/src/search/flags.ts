/** What a message is judged by, beside its words. */
interface Marked {
  readonly content: string;
  readonly editedAt: string | null;
}

/**
 * What a message has or is, as words of the index that no text can hold: a token has no colon. Something new that
 * messages can have (files, pins) is one line here and one word of its operator.
 */
const tests = {
  'has:link': ({ content }) => /\bhttps?:\/\/[^\s<>"'`]|\bmailto:[^\s<>"'`]/iu.test(content),
  'has:code': ({ content }) => /`[^`\s]/u.test(content),
  'has:mention': ({ content }) => /(?:^|[^\p{L}\p{N}_.@/])@[a-z0-9][a-z0-9._-]{2}/iu.test(content),
  'is:edited': ({ editedAt }) => editedAt !== null,
} satisfies Record<string, (message: Marked) => boolean>;

/** The name of a flag, which is its lexeme. */
export type Flag = keyof typeof tests;

/** All flags of a message. */
export const flagsOf = (message: Marked): Flag[] =>
  (Object.keys(tests) as Flag[]).filter((flag) => tests[flag](message));
