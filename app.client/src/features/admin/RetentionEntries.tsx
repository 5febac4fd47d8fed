import { listRetentionEntries } from '@parley/shared/contract/admin-retention.routes.ts';
import { useState } from 'react';
import { momentOf, numberOf } from '../../chat/moments.ts';
import { ruleWords } from '../../chat/rule-words.ts';
import { useAdminAnswer } from '../../chat/use-admin-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { Figures } from './Figures.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';
import { placeWords } from './place-words.ts';

/** What retention did, the last first, a page at a time; and the way to have the rules followed now. */
export function RetentionEntries({ onRun }: { onRun: () => void }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const answer = useAdminAnswer(listRetentionEntries, { query: cursor === undefined ? {} : { cursor } });
  const { data } = answer;
  if (data === null) return <NotAnswered answer={answer} />;
  return (
    <>
      <Figures
        title="What was done"
        head={['Conversation', 'Began', 'Rule', 'Deleted', 'Archived', 'Gone below']}
        rows={data.entries.map(({ beganAt, endedAt, conversation, rule, effect, purgedBelowSeq }) => [
          placeWords(conversation),
          `${momentOf(beganAt)}${endedAt === null ? ', under way' : ''}`,
          ruleWords(rule),
          numberOf(effect.removed),
          numberOf(effect.archived),
          purgedBelowSeq === 0 ? '' : `no. ${numberOf(purgedBelowSeq)}`,
        ])}
        empty="Nothing was archived or deleted yet."
      />
      <AsItWas answer={answer} />
      <div className="admin-acts">
        <Button onClick={onRun}>Follow the rules now</Button>
        <Button onClick={answer.reload}>Look again</Button>
        {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>Later ones</Button>}
        {data.next !== null && (
          <Button onClick={() => data.next !== null && setCursors([...cursors, data.next])}>Earlier ones</Button>
        )}
      </div>
    </>
  );
}
