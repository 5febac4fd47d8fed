/** What a query asks of one message. Two read it: `holds` in memory, and the server, which makes SQL of it. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'lexemes'; readonly need: 'all' | 'any'; readonly of: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'oneOf'; readonly field: 'senderId' | 'conversationId'; readonly values: readonly string[] }
  | { readonly kind: 'since' | 'until'; readonly moment: string }
  | { readonly kind: 'unread' };

/** One message as conditions see it. */
export interface Candidate {
  readonly conversationId: string;
  readonly senderId: string;
  readonly createdAt: string;
  readonly unread: boolean;
  readonly folded: string;
  hasLexeme(lexeme: string): boolean;
}

/** Nothing fulfils it. */
export const nothing: Condition = { kind: 'any', of: [] };

/** Whether a message is what is looked for. The server's SQL selects exactly those for which this is true. */
export function holds(condition: Condition, candidate: Candidate): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((each) => holds(each, candidate));
    case 'any':
      return condition.of.some((each) => holds(each, candidate));
    case 'not':
      return !holds(condition.of, candidate);
    case 'lexemes':
      return condition.need === 'all'
        ? condition.of.every((lexeme) => candidate.hasLexeme(lexeme))
        : condition.of.some((lexeme) => candidate.hasLexeme(lexeme));
    case 'text':
      return candidate.folded.includes(condition.text);
    case 'oneOf':
      return condition.values.includes(candidate[condition.field]);
    case 'since':
      return candidate.createdAt >= condition.moment;
    case 'until':
      return candidate.createdAt < condition.moment;
    case 'unread':
      return candidate.unread;
  }
}
