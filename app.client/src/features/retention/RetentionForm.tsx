import type { RetentionEffect } from '@parley/shared/contract/retention.routes.ts';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { effectWords } from '../../chat/effect-words.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { ruleWords } from '../../chat/rule-words.ts';
import { useRuleForm } from '../../chat/use-rule-form.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { RuleDays } from '../../ui/RuleDays.tsx';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';

interface RetentionFormProps {
  conversationId: string;
  rules: { readonly own: RetentionRule | null; readonly instance: RetentionRule };
  onDone: () => void;
}

const choices = [
  { value: 'instance', label: 'As this instance' },
  { value: 'own', label: 'A rule of its own' },
] as const;

/** Writes a rule and tries it out. What was tried is forgotten as soon as the rule is another. */
export function RetentionForm({ conversationId, rules, onDone }: RetentionFormProps) {
  const client = useChatClient();
  const [which, setWhich] = useState<'instance' | 'own'>(rules.own === null ? 'instance' : 'own');
  const form = useRuleForm(rules.own ?? rules.instance);
  const [tried, setTried] = useState<{ key: string; effect: RetentionEffect } | null>(null);
  const [busy, setBusy] = useState<'try' | 'save' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { toasts } = useWorld();
  const whileHere = useWhileHere();
  const rule = which === 'instance' ? rules.instance : form.rule;
  const key = JSON.stringify(rule);
  const effect = tried?.key === key ? tried.effect : null;

  const doing = (what: 'try' | 'save', work: Promise<void>) => {
    setBusy(what);
    setFailure(null);
    work
      .catch(whileHere(setFailure, (why) => toasts.show({ text: `Not set. ${failureWords(why)}`, kind: 'failed' })))
      .finally(() => setBusy(null));
  };
  const tryOut = () => {
    if (rule !== null)
      doing(
        'try',
        client.keeping.tryRule(conversationId, rule).then((found) => setTried({ key, effect: found })),
      );
  };
  const save = () => {
    if (rule !== null)
      doing('save', client.keeping.setRule(conversationId, which === 'own' ? rule : null).then(whileHere(onDone)));
  };

  return (
    <form
      className="retention"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy === null) save();
      }}
    >
      <Choice label="Messages are kept" value={which} options={choices} onChange={setWhich} />
      {which === 'instance' ? (
        <p className="retention-words">This instance: {ruleWords(rules.instance)}.</p>
      ) : (
        <RuleDays {...form} />
      )}
      <p className="retention-effect" role="status">
        {effect === null ? 'See what it would do before you set it.' : `Now: ${effectWords(effect)}.`}
      </p>
      {failure !== null && (
        <p className="retention-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
      <div className="retention-acts">
        <Button type="button" onClick={tryOut} busy={busy === 'try'} disabled={rule === null}>
          Try it out
        </Button>
        <Button
          type="submit"
          variant={which === 'own' && rule?.deleteAfterDays != null ? 'danger' : 'primary'}
          busy={busy === 'save'}
          disabled={rule === null}
        >
          Set the rule
        </Button>
      </div>
    </form>
  );
}
