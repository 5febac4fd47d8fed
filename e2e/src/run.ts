import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '@parley/local/chromium.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { startVitest } from 'vitest/node';

// `npm run test:e2e [FILTER ...]`: a real browser against the whole. Its last line is "N passed, N failed".

await runCommand(async () => {
  process.env.CHROMIUM = await findChromium();
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const report = join(folder, 'report.json');
  const filters = process.argv.slice(2);
  const runner = await startVitest('test', filters, {
    root: join(import.meta.dirname, '..'),
    run: true,
    reporters: ['default', 'json'],
    outputFile: { json: report },
  });
  await runner.close();
  const { numPassedTests, numFailedTests } = readReport(report);
  rmSync(folder, { recursive: true });
  console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
  return numFailedTests > 0 || numPassedTests === 0 || process.exitCode ? 1 : 0;
});

function readReport(report: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (cause) {
    throw new Failure('The browser tests ended without a report.', { cause });
  }
}
