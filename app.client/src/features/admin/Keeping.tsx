import { adminRetention, runRetention, setRetention } from '@parley/shared/contract/admin-retention.routes.ts';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { momentOf, numberOf } from '../../chat/moments.ts';
import { ruleWords } from '../../chat/rule-words.ts';
import { useAdminAnswer, useAskAsAdmin } from '../../chat/use-admin-answer.ts';
import { useRuleForm } from '../../chat/use-rule-form.ts';
import { Button } from '../../ui/Button.tsx';
import { FactList } from '../../ui/details/Details.tsx';
import { RuleDays } from '../../ui/RuleDays.tsx';
import { useWorld } from '../../ui/World.tsx';
import { DryRun } from './DryRun.tsx';
import { AsItWas, NotAnswered } from './NotAnswered.tsx';
import { RetentionEntries } from './RetentionEntries.tsx';

/** How long messages are kept on this instance: the rule, what it would do, and what was done. */
export function Keeping() {
  const answer = useAdminAnswer(adminRetention, {});
  const client = useChatClient();
  const ask = useAskAsAdmin();
  const { toasts } = useWorld();
  const [runs, setRuns] = useState(0);
  const { data } = answer;
  if (data === null) return <NotAnswered answer={answer} />;

  const runNow = () =>
    ask(runRetention, { body: { id: client.newId() } }).then(
      () => {
        setRuns(runs + 1);
        toasts.show({ text: 'The rules are being followed. Look again in a moment.' });
      },
      (failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }),
    );
  return (
    <section className="admin-wide" aria-label="Retention">
      <h2>How long messages are kept</h2>
      <AsItWas answer={answer} />
      <FactList
        facts={[
          { name: 'The rule', value: ruleWords(data.rule) },
          {
            name: 'Set',
            value:
              data.changedBy && data.changedAt
                ? `by ${data.changedBy.displayName}, ${momentOf(data.changedAt)}`
                : 'by nobody yet',
          },
          { name: 'Groups with a rule of their own', value: numberOf(data.exceptions) },
        ]}
      />
      <RuleOfAll key={JSON.stringify(data.rule)} rule={data.rule} onSet={answer.reload} />
      <RetentionEntries key={runs} onRun={() => void runNow()} />
    </section>
  );
}

function RuleOfAll({ rule: known, onSet }: { rule: RetentionRule; onSet: () => void }) {
  const form = useRuleForm(known);
  const ask = useAskAsAdmin();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { rule } = form;
  const save = () => {
    if (rule === null) return;
    setBusy(true);
    setFailure(null);
    ask(setRetention, { body: { rule } })
      .then(onSet, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="admin-rule"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <RuleDays {...form} />
      {failure !== null && <p role="alert">{failureWords(failure)}</p>}
      {rule && <DryRun key={JSON.stringify(rule)} rule={rule} />}
      <div>
        <Button
          type="submit"
          variant={rule?.deleteAfterDays != null ? 'danger' : 'primary'}
          busy={busy}
          disabled={rule === null || JSON.stringify(rule) === JSON.stringify(known)}
        >
          Set the rule
        </Button>
      </div>
    </form>
  );
}
