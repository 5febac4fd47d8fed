import { type Condition, nothing } from './condition.ts';
import { dayOf } from './days.ts';
import type { Flag } from './flags.ts';

/** Whom and what the names in a query mean, for the one who asks. */
export interface Directory {
  readonly me: string;
  readonly zone: string;
  readonly now: number;
  personId(username: string): string | null;
  /** Those of my conversations that go by this name. */
  conversationIds(name: string): readonly string[];
}

/** What may stand behind the colon: a name, a day, or one of a few words. */
type OperatorValue = 'person' | 'conversation' | 'day' | readonly string[];

/** One operator: everything that parser, chips, completion, SQL and the search on a device need to know of it. */
export interface Operator {
  readonly name: string;
  readonly hint: string;
  readonly value: OperatorValue;
  condition(value: string, directory: Directory): Condition;
}

const flag = (name: Flag): Condition => ({ kind: 'lexemes', need: 'all', of: [name] });

const isMeanings: Readonly<Record<string, (directory: Directory) => Condition>> = {
  unread: () => ({ kind: 'unread' }),
  edited: () => flag('is:edited'),
  mine: ({ me }) => ({ kind: 'oneOf', field: 'senderId', values: [me] }),
};

const hasMeanings: Readonly<Record<string, Flag>> = { link: 'has:link', code: 'has:code', mention: 'has:mention' };

const byDay =
  (bounds: (day: { begins: string; ends: string }) => Condition) => (value: string, directory: Directory) => {
    const day = dayOf(value, directory.zone, directory.now);
    return day ? bounds(day) : nothing;
  };

/** Every operator there is. A new one is one entry here, and nothing elsewhere. */
export const operators: readonly Operator[] = [
  {
    name: 'from',
    hint: 'written by someone',
    value: 'person',
    condition(value, directory) {
      const id =
        value.toLowerCase() === 'me' ? directory.me : directory.personId(value.replace(/^@/, '').toLowerCase());
      return id === null ? nothing : { kind: 'oneOf', field: 'senderId', values: [id] };
    },
  },
  {
    name: 'in',
    hint: 'in one conversation',
    value: 'conversation',
    condition: (value, { conversationIds }) => ({
      kind: 'oneOf',
      field: 'conversationId',
      values: conversationIds(value),
    }),
  },
  {
    name: 'has',
    hint: 'with a link, code or a mention',
    value: Object.keys(hasMeanings),
    condition(value) {
      const meant = hasMeanings[value];
      return meant === undefined ? nothing : flag(meant);
    },
  },
  {
    name: 'before',
    hint: 'before a day',
    value: 'day',
    condition: byDay(({ begins }) => ({ kind: 'until', moment: begins })),
  },
  {
    name: 'after',
    hint: 'after a day',
    value: 'day',
    condition: byDay(({ ends }) => ({ kind: 'since', moment: ends })),
  },
  {
    name: 'on',
    hint: 'on a day',
    value: 'day',
    condition: byDay(({ begins, ends }) => ({
      kind: 'all',
      of: [
        { kind: 'since', moment: begins },
        { kind: 'until', moment: ends },
      ],
    })),
  },
  {
    name: 'is',
    hint: 'unread, edited or mine',
    value: Object.keys(isMeanings),
    condition: (value, directory) => isMeanings[value]?.(directory) ?? nothing,
  },
];

/** The operator of that name, in any case. */
export const operatorNamed = (name: string): Operator | undefined =>
  operators.find((operator) => operator.name === name.toLowerCase());
