import { Failure } from './failure.ts';
import { findProgram, isProgram } from './find-program.ts';
import { runProgram } from './run-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A browser to test with: `CHROMIUM`, else this machine's, else Debian's package when we may install it. */
export async function findChromium(): Promise<string> {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) {
    if (isProgram(CHROMIUM)) return CHROMIUM;
    throw new Failure(`CHROMIUM is ${CHROMIUM}, and that is no program.`);
  }
  return findProgram(names, places) ?? install();
}

async function install(): Promise<string> {
  const apt = findProgram(['apt-get']);
  if (apt !== undefined && process.getuid?.() === 0) {
    const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await runProgram(apt, ['update'], options);
    await runProgram(apt, ['install', '-y', '--no-install-recommends', 'chromium'], options);
  }
  const found = findProgram(names, places);
  if (found !== undefined) return found;
  throw new Failure(
    'Chromium is missing: install it (Debian: apt-get install chromium), or set CHROMIUM to its program.',
  );
}
