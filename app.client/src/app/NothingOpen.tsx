import { useConversationList, useConversationOrder } from '../chat/use-conversations.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

/** No conversation is chosen: what one can do next. */
export function NothingOpen({ onStart, onGoto }: { onStart: () => void; onGoto: () => void }) {
  const none = useConversationOrder().length === 0;
  const { status } = useConversationList();
  if (none && status === 'loading') return null;
  return (
    <EmptyState
      title={none ? 'Nobody here yet' : 'Nothing is open'}
      actions={
        <>
          <Button variant="primary" onClick={onStart}>
            New conversation
          </Button>
          {!none && <Button onClick={onGoto}>Go to</Button>}
        </>
      }
    >
      {none
        ? 'Find somebody by their username and write to them. Every message gets its place on the line and keeps it.'
        : 'Choose a conversation from the list, or begin one.'}
    </EmptyState>
  );
}
