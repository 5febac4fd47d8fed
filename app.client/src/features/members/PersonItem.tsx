import type { Participant, Role } from '@parley/shared/models/conversation.ts';
import { Ellipsis, MessageSquare, ShieldCheck, UserMinus } from 'lucide-react';
import { memo } from 'react';
import { hasRead } from '../../chat/has-read.ts';
import { numberOf, shortMoment } from '../../chat/moments.ts';
import { useSummaryPart } from '../../chat/use-conversations.ts';
import { useToday } from '../../chat/use-now.ts';
import { usePresence } from '../../chat/use-people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PersonRow } from '../../ui/details/Details.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { type Doable, doableWith } from './may.ts';

const nothingDoable: Doable = { roles: [], remove: false };

const makeWords: Readonly<Record<Role, string>> = {
  owner: 'Make an owner',
  admin: 'Make an admin',
  member: 'Make a member',
};

interface PersonItemProps {
  conversationId: string;
  participant: Participant;
  isMyself: boolean;
  /** My own role, where there are roles: in a direct conversation there is nothing to do with somebody. */
  mine: Role | null;
  onWrite: (userId: string) => void;
  onRole: (userId: string, role: Role) => void;
  onRemove: (participant: Participant) => void;
}

/** One who is in: whether they are there, how far they have read, and what one may do. */
export const PersonItem = memo(function PersonItem(props: PersonItemProps) {
  const { conversationId, participant, isMyself, mine } = props;
  const { user, role, readSeq } = participant;
  const doable = mine === null ? nothingDoable : doableWith(mine, participant, isMyself);
  const presence = usePresence(user.id);
  const today = useToday();
  const seen =
    presence && !presence.online && presence.lastSeenAt ? `, last here ${shortMoment(presence.lastSeenAt, today)}` : '';
  // Asked as a yes or no, so that a message in the conversation does not render its people.
  const toTheEnd = useSummaryPart(conversationId, ({ head }) => readSeq >= head);
  const read = toTheEnd ? 'read to the end' : `read to ${numberOf(readSeq)}`;
  // Who has just come in has read nothing as far as anybody knows, and where nothing came since there is nothing to say.
  const hasReadNothing = toTheEnd ? undefined : 'nothing read yet';
  const note = hasRead(participant) ? read : hasReadNothing;
  const nothing = isMyself && doable.roles.length === 0;
  return (
    <PersonRow
      face={
        <Avatar
          name={user.displayName}
          seed={user.id}
          size="small"
          presence={isMyself || presence?.online ? 'active' : 'away'}
          label="active"
          decorative={isMyself || !presence?.online}
        />
      }
      name={
        <span className="members-name" title={`${user.displayName}, @${user.username}${seen}`}>
          <span>{isMyself ? 'You' : user.displayName}</span>
          {role !== 'member' && <small>{role}</small>}
        </span>
      }
      note={isMyself ? undefined : note}
      action={
        nothing ? undefined : (
          <Menu
            trigger={
              <IconButton label={`What to do with ${isMyself ? 'yourself' : user.displayName}`}>
                <Ellipsis />
              </IconButton>
            }
          >
            {!isMyself && (
              <MenuItem icon={<MessageSquare />} onSelect={() => props.onWrite(user.id)}>
                Write to {user.displayName}
              </MenuItem>
            )}
            {doable.roles.length > 0 && !isMyself && <MenuSeparator />}
            {doable.roles.map((other) => (
              <MenuItem key={other} icon={<ShieldCheck />} onSelect={() => props.onRole(user.id, other)}>
                {makeWords[other]}
              </MenuItem>
            ))}
            {doable.remove && <MenuSeparator />}
            {doable.remove && (
              <MenuItem icon={<UserMinus />} danger onSelect={() => props.onRemove(participant)}>
                Remove
              </MenuItem>
            )}
          </Menu>
        )
      }
    />
  );
});
