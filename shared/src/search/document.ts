import type { Message } from '../models/message.ts';
import { flagsOf } from './flags.ts';
import { fold } from './fold.ts';
import type { Stems } from './stems.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Rises when the same text would be stored otherwise: rows of another version are written anew. */
export const documentVersion = 1;

/** What is stored of a message so that it can be found: on the server in a row, on a device in memory. */
export interface SearchDocument {
  readonly folded: string;
  readonly lexemes: readonly string[];
}

/** The words under which a token stands in the index. */
export const lexemesOf = (token: Token, stems: Stems): readonly string[] =>
  token.kind === 'word' || token.kind === 'part' ? [token.text, ...stems(token.text)] : [token.text];

/** What can be found of a message; null where there is nothing: deleted, or no words of a person. */
export function documentOf(
  message: Pick<Message, 'kind' | 'content' | 'editedAt'>,
  stems: Stems,
): SearchDocument | null {
  if (message.kind !== 'text' || message.content === null) return null;
  const folded = fold(message.content);
  const lexemes = new Set<string>(flagsOf({ content: message.content, editedAt: message.editedAt }));
  for (const token of tokensOf(folded)) for (const lexeme of lexemesOf(token, stems)) lexemes.add(lexeme);
  return { folded: folded.text, lexemes: [...lexemes] };
}
