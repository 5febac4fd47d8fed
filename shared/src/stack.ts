import { limits } from './limits.ts';
import type { StackFrame } from './models/report.ts';

// "at send (https://host/assets/index-a1.js:1:2)", "at https://…:1:2", and "send@https://…:1:2".
const patterns = [
  /^\s*at (?:async )?(?:new )?(?:(?<fn>\S+)(?: \[as \w+\])? \()?(?<url>[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/u,
  /^(?<fn>[^@]*)@(?<url>.+?):(?<line>\d+):(?<column>\d+)$/u,
];

/** The file's own name; what lies in a package, from its package on. Where on which machine it lies is nobody's business. */
function fileOf(url: string): string {
  const path = url.split(/[?#]/u)[0] ?? '';
  const inPackage = path.lastIndexOf('node_modules/');
  const name = inPackage >= 0 ? path.slice(inPackage) : (path.split('/').at(-1) ?? '');
  return /^[\w@.+/-]{1,120}$/u.test(name) ? name : 'elsewhere';
}

/** Where there is a message it stands before the steps, behind a name: its lines may look like steps, and are somebody's words. */
function stepsOf(stack: string, message: string): string {
  const at = message === '' ? -1 : stack.indexOf(`${message}\n`);
  return at >= 0 && /^(\w+: )?$/.test(stack.slice(0, at)) ? stack.slice(at + message.length) : stack;
}

/** The steps of an error's stack, the innermost first; lines that are no steps (the message among them) are passed over. */
export function stackFrames(stack: string, message = ''): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const text of stepsOf(stack, message).slice(0, 50_000).split('\n')) {
    const groups = patterns.map((pattern) => pattern.exec(text)?.groups).find((found) => found !== undefined);
    if (!groups || frames.length === limits.reportFrames) continue;
    const { fn = '', url = '', line, column } = groups;
    if (Number(line) > 10_000_000 || Number(column) > 100_000_000) continue;
    const isName = /^[\w$.<>#]{0,80}$/u.test(fn);
    frames.push({ fn: isName ? fn : '', file: fileOf(url), line: Number(line), column: Number(column) });
  }
  return frames;
}
