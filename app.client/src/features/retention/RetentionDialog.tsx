import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { useEffect, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import './retention.css';

interface RetentionDialogProps {
  conversationId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** How long the messages of a group are kept: a rule, what it would do now, and only then the rule itself. */
export function RetentionDialog({ conversationId, name, open, onClose }: RetentionDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="How long messages are kept"
      description={`For everybody in ${name}. Archived messages are read and found as before; deleted ones are gone for good.`}
    >
      <RetentionBody conversationId={conversationId} onDone={onClose} />
    </Dialog>
  );
}

type Rules = { readonly own: RetentionRule | null; readonly instance: RetentionRule };

function RetentionBody({ conversationId, onDone }: { conversationId: string; onDone: () => void }) {
  const client = useChatClient();
  const [rules, setRules] = useState<Rules | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks again
  useEffect(() => {
    let isHere = true;
    client.keeping.rules(conversationId).then(
      (found) => isHere && setRules(found),
      (error: unknown) => isHere && setFailure(error),
    );
    return () => {
      isHere = false;
    };
  }, [client, conversationId, turn]);
  if (rules !== null) return <RetentionForm conversationId={conversationId} rules={rules} onDone={onDone} />;
  if (failure === null) return <Skeleton kind="text" count={3} />;
  return (
    <div className="retention">
      <p role="alert">{failureWords(failure)}</p>
      <Button
        onClick={() => {
          setFailure(null);
          setTurn(turn + 1);
        }}
      >
        Try again
      </Button>
    </div>
  );
}
