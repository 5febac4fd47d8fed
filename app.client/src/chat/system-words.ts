import type { Message } from '@parley/shared/models/message.ts';
import { ruleWords } from './rule-words.ts';

/** A piece of a sentence; names are strong. */
export interface Piece {
  readonly text: string;
  readonly strong?: boolean;
}

const name = (text: string): Piece => ({ text, strong: true });
const plain = (text: string): Piece => ({ text });

/** How a person is named: "You" begins a sentence, "you" does not. */
export type NameOf = (userId: string, place: 'first' | 'later') => string;

/** What a change says, in pieces. An event of a newer server still gets a sentence. */
export function changeSentence({ event, senderId }: Message, nameOf: NameOf): readonly Piece[] {
  const actor = name(nameOf(senderId, 'first'));
  if (!event) return [actor, plain(' changed something')];
  const { userId = senderId } = event;
  const oneself = userId === senderId;
  const target = name(nameOf(userId, 'later'));
  switch (event.type) {
    case 'created':
      return [actor, plain(' opened the conversation')];
    case 'joined':
      return oneself ? [actor, plain(' joined')] : [actor, plain(' added '), target];
    case 'left':
      return [actor, plain(' left')];
    case 'removed':
      return oneself ? [actor, plain(' left')] : [actor, plain(' removed '), target];
    case 'renamed':
      return [actor, plain(` named it “${event.title ?? ''}”`)];
    case 'archived':
      return [actor, plain(' archived it for everybody')];
    case 'unarchived':
      return [actor, plain(' opened it again')];
    case 'retention':
      return [actor, plain(` set how long messages are kept: ${ruleWords(event.rule ?? null)}`)];
    case 'role': {
      const becomes = roleWords[event.role ?? ''] ?? 'something else';
      return oneself ? [actor, plain(` became ${becomes}`)] : [actor, plain(' made '), target, plain(` ${becomes}`)];
    }
  }
}

const roleWords: Readonly<Record<string, string>> = { owner: 'an owner', admin: 'an admin', member: 'a member' };

/** The same sentence as one text. */
export const changeText = (message: Message, nameOf: NameOf): string =>
  changeSentence(message, nameOf)
    .map(({ text }) => text)
    .join('');
