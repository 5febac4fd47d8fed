import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { guardProcess } from '../guard.ts';
import { freePort, loopback } from '../ports.ts';
import { isAlive, signal, waitForExit } from '../process-identity.ts';
import { rulesFolder } from './expressions.ts';
import { prometheusProgram } from './prometheus-program.ts';

/** One line of an answer. */
interface Line {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A Prometheus of our own with the rules of `deploy/prometheus`, in a hurry: it looks every second. */
export interface RunningPrometheus {
  readonly url: string;
  query(expr: string): Promise<readonly Line[]>;
  /** Names of the alerts that fire now. */
  firing(): Promise<readonly string[]>;
  /** Those, and of those that are on their way: true already, and not yet for long enough. */
  rising(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** What it asks. `window` and `wait` take the place of the minutes in the rules. */
export interface PrometheusOptions {
  readonly targets: readonly string[];
  readonly window?: string;
  readonly wait?: string;
}

/** Starts it on a free port of loopback; it keeps nothing. */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const program = await prometheusProgram('prometheus');
  const folder = mkdtempSync(join(tmpdir(), 'parley-prometheus-'));
  writeConfig(folder, options);
  const port = await freePort();
  const child = spawn(
    program,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${loopback}:${port}`,
      '--log.level=error',
    ],
    { cwd: folder, stdio: 'ignore', detached: process.platform !== 'win32' },
  );
  child.on('error', () => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Failure(`${program} did not start.`);
  child.unref();
  const guard = guardProcess(pid, 'TERM');
  const url = `http://${loopback}:${port}`;
  const stop = async () => {
    guard.release();
    signal(pid, 'SIGTERM');
    if (!(await waitForExit(pid, 5_000))) signal(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + 30_000;
  while (!(await isReady(url))) {
    if (Date.now() > deadline || !isAlive(pid)) {
      await stop();
      throw new Failure(`${program} did not get ready: run it by hand to see why.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async function ask<T>(path: string): Promise<T> {
    const answer = (await (await fetch(`${url}/api/v1/${path}`)).json()) as { data?: T; error?: string };
    if (answer.data === undefined) throw new Failure(`Prometheus says: ${answer.error}`);
    return answer.data;
  }

  async function alertsThat(are: (state: string) => boolean): Promise<readonly string[]> {
    type Alerts = { alerts: readonly { labels: { alertname: string }; state: string }[] };
    const { alerts } = await ask<Alerts>('alerts');
    return [...new Set(alerts.filter(({ state }) => are(state)).map(({ labels }) => labels.alertname))];
  }

  return {
    url,
    async query(expr) {
      type Result = { result: readonly { metric: Record<string, string>; value: [number, string] }[] };
      const { result } = await ask<Result>(`query?query=${encodeURIComponent(expr)}`);
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    firing: () => alertsThat((state) => state === 'firing'),
    rising: () => alertsThat((state) => state !== 'inactive'),
    stop,
  };
}

function writeConfig(folder: string, { targets, window, wait }: PrometheusOptions): void {
  const rules = join(folder, 'rules');
  mkdirSync(rules);
  cpSync(rulesFolder, rules, { recursive: true });
  for (const file of readdirSync(rules)) {
    const text = readFileSync(join(rules, file), 'utf8');
    const hurried = text
      .replace(/\[\d+m\]/g, (whole) => (window === undefined ? whole : `[${window}]`))
      .replace(/for: \d+[sm]/g, (whole) => (wait === undefined ? whole : `for: ${wait}`));
    writeFileSync(join(rules, file), hurried);
  }
  // JSON is YAML.
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [join(rules, '*.yml')],
    scrape_configs: [{ job_name: 'parley', static_configs: [{ targets }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
