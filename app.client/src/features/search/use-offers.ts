import type { User } from '@parley/shared/models/user.ts';
import { operatorNamed } from '@parley/shared/search/operators.ts';
import { conversationName, facesOf } from '../../chat/names.ts';
import { useChatState } from '../../chat/use-chat-state.ts';
import { useSteadyOrder } from '../../chat/use-conversations.ts';
import { useFoundPeople } from '../../chat/use-found-people.ts';
import { useMe } from '../../chat/use-session.ts';

/** A value for the operator that is being typed. `filter` is what it is in the query. */
export interface Offer {
  readonly filter: string;
  readonly name: string;
  readonly note: string;
  readonly faces: readonly User[];
}

/** The values that fit, and where in the text the operator begins. */
export interface Offers {
  readonly from: number;
  readonly of: string;
  readonly list: readonly Offer[];
}

const MOST = 6;
const begun = /(?:^|\s)(-?)([a-z]+):"?([^"]*)$/iu;
const none: Offers = { from: 0, of: '', list: [] };

/** What can stand behind the colon that the text ends with: people, conversations, or one of a few words. */
export function useOffers(text: string): Offers {
  const order = useSteadyOrder();
  const conversations = useChatState((state) => state.conversations);
  const me = useMe();
  const match = begun.exec(text);
  const [whole = '', minus = '', name = '', typed = ''] = match ?? [];
  const operator = operatorNamed(name);
  const wanted = operator?.value;
  const { people } = useFoundPeople(wanted === 'person' ? typed : '');
  if (!match || !operator || wanted === 'day') return none;
  const prefix = `${minus}${operator.name}:`;
  const from = match.index + (whole.length - whole.trimStart().length);
  const value = typed.replace(/^@/u, '').toLocaleLowerCase();
  const fits = (words: string) => words.toLocaleLowerCase().includes(value);
  const offers = (list: readonly Offer[]): Offers => ({ from, of: operator.hint, list: list.slice(0, MOST) });

  if (wanted === 'person') {
    const mine: Offer[] =
      me && (fits('me') || fits(me.displayName) || fits(me.username))
        ? [{ filter: `${prefix}me`, name: 'Me', note: `@${me.username}`, faces: [me] }]
        : [];
    const begins = ({ username, displayName }: User) =>
      [username, ...displayName.toLocaleLowerCase().split(/\s+/u)].some((word) => word.startsWith(value));
    const nearest = [...people].sort((one, other) => Number(begins(other)) - Number(begins(one)));
    const others = nearest.map((user) => ({
      filter: `${prefix}${user.username}`,
      name: user.displayName,
      note: `@${user.username}`,
      faces: [user],
    }));
    return offers(value === '' || others.length > 0 ? [...others.slice(0, MOST - mine.length), ...mine] : mine);
  }
  if (wanted === 'conversation') {
    const known = order.flatMap((id) => {
      const summary = conversations.get(id)?.summary;
      if (!summary) return [];
      const title = conversationName(summary, me?.id);
      const faces = facesOf(summary, me?.id);
      const isDirect = summary.conversation.kind === 'direct';
      const note = isDirect ? `@${faces[0]?.username ?? ''}` : '';
      return fits(title) || (isDirect && fits(note.slice(1)))
        ? [{ filter: `${prefix}${id}`, name: title, note, faces }]
        : [];
    });
    return offers(known);
  }
  const words = (wanted ?? []).filter((word) => word.startsWith(value) && word !== value);
  return offers(words.map((word) => ({ filter: `${prefix}${word}`, name: `${prefix}${word}`, note: '', faces: [] })));
}
