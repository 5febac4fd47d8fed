import type { Participant, Role } from '@parley/shared/models/conversation.ts';
import { useSummaryPart } from '../../chat/use-conversations.ts';
import { usePresentParticipants } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { DetailsSection, PersonList } from '../../ui/details/Details.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PersonItem } from './PersonItem.tsx';

interface PeopleSectionProps {
  conversationId: string;
  onWrite: (userId: string) => void;
  onRole: (userId: string, role: Role) => void;
  onRemove: (participant: Participant) => void;
}

/** Who is in a conversation. Renders when somebody comes, goes or has read further, not when something is said. */
export function PeopleSection({ conversationId, onWrite, onRole, onRemove }: PeopleSectionProps) {
  const people = usePresentParticipants(conversationId);
  const count = useSummaryPart(conversationId, ({ participantCount }) => participantCount) ?? 0;
  const mine = useSummaryPart(conversationId, ({ conversation, me }) =>
    conversation.kind === 'group' ? me.role : null,
  );
  const me = useMe()?.id;
  return (
    <DetailsSection title="People" count={count}>
      {people.length === 0 && <Skeleton kind="text" count={3} />}
      <PersonList>
        {people.map((participant) => (
          <PersonItem
            key={participant.user.id}
            conversationId={conversationId}
            participant={participant}
            isMyself={participant.user.id === me}
            mine={mine}
            onWrite={onWrite}
            onRole={onRole}
            onRemove={onRemove}
          />
        ))}
      </PersonList>
    </DetailsSection>
  );
}
