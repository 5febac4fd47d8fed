import { AskedRule, type RetentionRule } from '@parley/shared/models/retention.ts';
import { useState } from 'react';

/** Two fields for days, as text; empty means never. */
export interface RuleForm {
  readonly archive: string;
  readonly remove: string;
  setArchive(text: string): void;
  setRemove(text: string): void;
  /** null while what stands there is no rule. */
  readonly rule: RetentionRule | null;
  /** What is wrong with it, for people. */
  readonly problem: string | null;
}

const asText = (days: number | null): string => (days === null ? '' : String(days));
const asDays = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** A rule that somebody is writing. */
export function useRuleForm(from: RetentionRule): RuleForm {
  const [archive, setArchive] = useState(asText(from.archiveAfterDays));
  const [remove, setRemove] = useState(asText(from.deleteAfterDays));
  const written = { archiveAfterDays: asDays(archive), deleteAfterDays: asDays(remove) };
  const rule = AskedRule.safeParse(written).data ?? null;
  const days = [written.archiveAfterDays, written.deleteAfterDays];
  const isNumber = days.every((one) => one === null || (Number.isInteger(one) && one >= 1 && one <= 36_500));
  const problem =
    rule !== null
      ? null
      : isNumber
        ? 'What is deleted first would never be archived: archive after fewer days.'
        : 'Whole days, 1 to 36500; leave it empty for never.';
  return { archive, remove, setArchive, setRemove, rule, problem };
}
