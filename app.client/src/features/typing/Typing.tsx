import { firstName } from '../../chat/names.ts';
import { useTyping } from '../../chat/use-people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { TypingLine } from '../../ui/foot/TypingLine.tsx';

/** Who is writing here: up to two by name. Nothing when nobody is; its room is kept by the foot of the line. */
export function Typing({ conversationId }: { conversationId: string }) {
  const people = useTyping(conversationId);
  const [one, two, more] = people;
  if (!one) return null;
  const words = !two
    ? `${firstName(one)} is writing`
    : more
      ? 'Several people are writing'
      : `${firstName(one)} and ${firstName(two)} are writing`;
  return (
    <TypingLine
      faces={people
        .slice(0, 3)
        .map((user) => <Avatar key={user.id} name={user.displayName} seed={user.id} size="tiny" decorative />)}
    >
      {words}
    </TypingLine>
  );
}
