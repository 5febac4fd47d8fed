import type { RetentionRule } from '@parley/shared/models/retention.ts';
import { counted } from './names.ts';

/** What a rule does, as the end of a sentence; null is the instance's. */
export function ruleWords(rule: RetentionRule | null): string {
  if (rule === null) return 'as this instance has it';
  const { archiveAfterDays: archive, deleteAfterDays: remove } = rule;
  const parts = [
    ...(archive === null ? [] : [`archived after ${counted(archive, 'day')}`]),
    ...(remove === null ? [] : [`deleted after ${counted(remove, 'day')}`]),
  ];
  return parts.length === 0 ? 'for ever' : parts.join(', ');
}

/** What became of the messages before the first one that is left, under the rule as it is now; null is the instance's. */
export function goneWords(rule: RetentionRule | null): string {
  const gone = 'Earlier messages were deleted for good';
  if (rule === null) return `${gone}: they are kept as this instance has it.`;
  const { deleteAfterDays: days } = rule;
  return days === null ? `${gone}.` : `${gone}: here they are deleted after ${counted(days, 'day')}.`;
}
