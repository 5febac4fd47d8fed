import type { Message } from '@parley/shared/models/message.ts';
import { memo } from 'react';
import { fullMoment, numberOf } from '../../chat/moments.ts';
import { placed } from '../../chat/pieces.ts';
import { changeSentence, type NameOf } from '../../chat/system-words.ts';
import { useUsers } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { ChangeRow } from '../../ui/line/Notes.tsx';

/** A change that has a number and is no message: a notch on the line, and a sentence. */
export const ChangeItem = memo(function ChangeItem({ message, stop }: { message: Message; stop: boolean }) {
  const me = useMe()?.id;
  const users = useUsers();
  const nameOf: NameOf = (id, place) =>
    id === me ? (place === 'first' ? 'You' : 'you') : (users.get(id)?.displayName ?? 'Somebody');
  const pieces = changeSentence(message, nameOf);
  return (
    <ChangeRow
      role="article"
      aria-label={`${pieces.map(({ text }) => text).join('')}, ${fullMoment(message.createdAt)}`}
      data-row={message.id}
      tabIndex={stop ? 0 : -1}
      number={numberOf(message.seq)}
      title={fullMoment(message.createdAt)}
    >
      {placed(pieces).map(({ text, strong, at }) =>
        strong ? (
          <b key={at} dir="auto">
            {text}
          </b>
        ) : (
          text
        ),
      )}
    </ChangeRow>
  );
});
