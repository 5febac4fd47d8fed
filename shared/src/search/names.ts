import { fold } from './fold.ts';

/** A conversation as a query may name it: by its title, by the other one of two, or by its id. */
export interface NamedConversation {
  readonly id: string;
  readonly title: string | null;
  readonly peer: { readonly username: string; readonly displayName: string } | null;
}

const plain = (name: string): string => fold(name).text.trim();

/** Those that go by a name. Several may: a title is nobody's alone. */
export function conversationsNamed(name: string, conversations: readonly NamedConversation[]): string[] {
  const wanted = plain(name.replace(/^@/, ''));
  return conversations
    .filter(
      ({ id, title, peer }) =>
        id === name ||
        (title !== null && plain(title) === wanted) ||
        (peer !== null && (peer.username === wanted || plain(peer.displayName) === wanted)),
    )
    .map(({ id }) => id);
}
