import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../data-folder.ts';
import { runProgram } from '../run-program.ts';
import { boardFiles, boards } from './boards.ts';
import { rules, rulesFolder } from './expressions.ts';
import { prometheusProgram } from './prometheus-program.ts';

const deploy = join(checkout, 'deploy', 'prometheus');
const files = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const alerts = rules().filter(({ kind }) => kind === 'alert');

describe('the rules for Prometheus', () => {
  it('are understood, and fire when they should and not before', async () => {
    const promtool = await prometheusProgram('promtool');
    const config = await runProgram(promtool, ['check', 'config', join(deploy, 'prometheus.yml')]);
    expect(config.output).toContain('2 rule files found');
    expect(config.code, config.output).toBe(0);
    const tested = await runProgram(promtool, ['test', 'rules', ...files(join(deploy, 'tests'))]);
    expect(tested.code, tested.output).toBe(0);
  });

  it('are all read by us as well: none is written over two lines', () => {
    const written = files(rulesFolder).flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/- (record|alert):/g),
    ]);
    expect(rules().length).toBe(written.length);
    expect(rules().filter(({ expr }) => /^[|>]/.test(expr))).toEqual([]);
  });

  it('have each a test and a paragraph of the runbook', () => {
    const tests = files(join(deploy, 'tests'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const runbook = readFileSync(join(checkout, 'docs', 'runbook.md'), 'utf8');
    const headings = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(alerts.length).toBeGreaterThan(10);
    for (const { name, runbook: link } of alerts) {
      expect(tests).toContain(`alertname: ${name}\n`);
      expect(link).toBe(`docs/runbook.md#${name.toLowerCase()}`);
    }
    expect(headings.toSorted()).toEqual(alerts.map(({ name }) => name).toSorted());
  });
});

/** "Service, Backends; Processor": the board is said once and holds until the next. */
function withBoards(names: readonly string[]): string[] {
  let board = '';
  return names.map((name) => {
    const said = /^(Service|Delivery|Clients|Database), (.+)$/.exec(name);
    board = said?.[1]?.toLowerCase() ?? board;
    return `${board}, ${said?.[2] ?? name}`;
  });
}

describe('the dashboards for Grafana', () => {
  it('have every panel that the runbook sends somebody to', () => {
    const titles = boards.flatMap(({ uid, rows }) =>
      rows.flatMap(({ panels }) => panels.map(({ title }) => `${uid.replace('parley-', '')}, ${title}`)),
    );
    const runbook = readFileSync(join(checkout, 'docs', 'runbook.md'), 'utf8').replaceAll('\n', ' ');
    const named = [...runbook.matchAll(/_Panel_: ([^_]+)\. _Do_/g)].flatMap(([, list = '']) =>
      withBoards(list.split('; ')),
    );
    expect(named.length).toBeGreaterThan(alerts.length);
    const isThere = (name: string) => titles.some((title) => title === name || title.startsWith(`${name}, p`));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });

  it('are what their definitions say: npm run observe:boards writes them', () => {
    const folder = join(checkout, 'deploy', 'grafana', 'dashboards');
    expect(readdirSync(folder).length).toBe(boardFiles().length);
    for (const { file, json } of boardFiles()) expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(json);
  });
});
