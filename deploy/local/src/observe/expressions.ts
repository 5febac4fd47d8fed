import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../data-folder.ts';
import { boards } from './boards.ts';

/** Where the rules lie. */
export const rulesFolder = join(checkout, 'deploy', 'prometheus', 'rules');

/** One expression and where it stands. */
export interface Expression {
  readonly place: string;
  readonly expr: string;
}

/** A rule; alerts have the anchor of their paragraph. */
export interface Rule extends Expression {
  readonly kind: 'record' | 'alert';
  readonly name: string;
  readonly runbook: string | undefined;
}

const entry = /- (record|alert): (\S+)\n\s+expr: (.+)\n((?:(?!\s+- (?:record|alert|name):).*\n?)*)/g;

/** Every rule, as the files have it: each expression stands on one line. */
export function rules(): readonly Rule[] {
  return readdirSync(rulesFolder).flatMap((file) => {
    const text = readFileSync(join(rulesFolder, file), 'utf8');
    return [...text.matchAll(entry)].map(([, kind, name = '', expr = '', rest = '']) => ({
      place: `${file}: ${name}`,
      kind: kind === 'alert' ? 'alert' : 'record',
      name,
      expr,
      runbook: /runbook_url: (\S+)/.exec(rest)?.[1],
    }));
  });
}

/** Every query of every panel, its window given a length. */
export const panelQueries = (window: string): readonly Expression[] =>
  boards.flatMap(({ title, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        panel.queries.map(({ expr }) => ({
          place: `${title}: ${panel.title}`,
          expr: expr.replaceAll('$__rate_interval', window),
        })),
      ),
    ),
  );

/** The metrics that an expression names: ours, the process' and those our rules record. */
export const metricsIn = (expr: string): readonly string[] => [
  ...new Set(expr.match(/\b(?:parley[:_][\w:]+|nodejs_\w+|process_\w+)/g) ?? []),
];

/** The same expression asked for its numbers, not for whom it concerns: an alert that does not fire has none. */
export const asNumbers = (expr: string): string => expr.replace(/ (==|>|<) (?!bool)/g, ' $1 bool ');
