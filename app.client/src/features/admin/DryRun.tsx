import { previewInstanceRetention, type RetentionTarget } from '@parley/shared/contract/admin-retention.routes.ts';
import { type RetentionRule, ruleQuery } from '@parley/shared/models/retention.ts';
import { useState } from 'react';
import { effectWords } from '../../chat/effect-words.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { numberOf } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import { useAskAsAdmin } from '../../chat/use-admin-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { Figures } from './Figures.tsx';
import { placeWords } from './place-words.ts';

/** As many lines as anybody reads; the sum is of all. */
const shown = 20;

interface Tried {
  readonly targets: readonly RetentionTarget[];
  readonly isWhole: boolean;
}

/** What a rule would do to whom, if it were followed now. Goes through all conversations, some at a time. */
export function DryRun({ rule }: { rule: RetentionRule }) {
  const ask = useAskAsAdmin();
  const [tried, setTried] = useState<Tried | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function tryOut(): Promise<void> {
    setFailure(null);
    let targets: readonly RetentionTarget[] = [];
    setTried({ targets, isWhole: false });
    for (let after: string | null | undefined; after !== null; ) {
      const query = { ...ruleQuery(rule), ...(after === undefined ? {} : { after }) };
      const part: { targets: readonly RetentionTarget[]; next: string | null } = await ask(previewInstanceRetention, {
        query,
      });
      targets = [...targets, ...part.targets];
      after = part.next;
      setTried({ targets, isWhole: after === null });
    }
  }

  const sum = (tried?.targets ?? []).reduce(
    (all, { effect }) => ({ archived: all.archived + effect.archived, removed: all.removed + effect.removed }),
    { archived: 0, removed: 0 },
  );
  const most = [...(tried?.targets ?? [])].sort(
    (one, other) => other.effect.removed - one.effect.removed || other.effect.archived - one.effect.archived,
  );
  return (
    <div className="admin-dry">
      <Button
        busy={tried !== null && !tried.isWhole && failure === null}
        onClick={() => void tryOut().catch(setFailure)}
      >
        Try it out
      </Button>
      <p role="status">
        {failure !== null
          ? failureWords(failure)
          : tried === null
            ? 'Nothing is changed by trying: it counts what the rule would do now.'
            : `${tried.isWhole ? 'Now' : 'So far'}, in ${counted(tried.targets.length, 'conversation')}: ${effectWords(sum)}.`}
      </p>
      {most.length > 0 && (
        <Figures
          title="Where"
          head={['Conversation', 'Would be deleted', 'Would be archived']}
          rows={most
            .slice(0, shown)
            .map(({ effect, own, ...place }) => [
              `${placeWords(place)}${own ? ', by its own rule' : ''}`,
              numberOf(effect.removed),
              numberOf(effect.archived),
            ])}
          empty=""
        />
      )}
    </div>
  );
}
