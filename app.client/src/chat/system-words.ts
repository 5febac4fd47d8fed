import type { Message } from '@parley/shared/models/message.ts';

/** A piece of a sentence; names are strong. */
export interface Piece {
  readonly text: string;
  readonly strong?: boolean;
}

const name = (text: string): Piece => ({ text, strong: true });
const plain = (text: string): Piece => ({ text });

/** What a change says, in pieces. `nameOf` gives "You" for oneself. An event of a newer server still gets a sentence. */
export function changeSentence(message: Message, nameOf: (userId: string) => string): readonly Piece[] {
  const { event, senderId } = message;
  const actor = name(nameOf(senderId));
  if (!event) return [actor, plain(' changed something')];
  const target = event.userId === undefined ? null : name(nameOf(event.userId));
  const oneself = event.userId === undefined || event.userId === senderId;
  switch (event.type) {
    case 'created':
      return [actor, plain(' opened the conversation')];
    case 'joined':
      return target && !oneself ? [actor, plain(' added '), target] : [actor, plain(' joined')];
    case 'left':
      return [target ?? actor, plain(' left')];
    case 'removed':
      return target ? [actor, plain(' removed '), target] : [actor, plain(' removed somebody')];
    case 'renamed':
      return [actor, plain(` named it “${event.title ?? ''}”`)];
    case 'role':
      return [actor, plain(' made '), target ?? actor, plain(roleWords[event.role ?? ''] ?? ' something else')];
  }
}

const roleWords: Readonly<Record<string, string>> = { owner: ' an owner', admin: ' an admin', member: ' a member' };

/** The same sentence as one text. */
export const changeText = (message: Message, nameOf: (userId: string) => string): string =>
  changeSentence(message, nameOf)
    .map(({ text }) => text)
    .join('');
