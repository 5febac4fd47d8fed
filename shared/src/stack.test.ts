import { expect, it } from 'vitest';
import { stackFrames } from './stack.ts';

it('reads the stacks of all browsers and of the server, without a word of the message', () => {
  const chromium = `TypeError: canary at canary
    at send (https://chat.example/assets/index-a1.js:1:20)
    at new Box (https://chat.example/assets/index-a1.js?canary:3:4)
    at async Promise.all (index 0)
    at https://chat.example/assets/other-b2.js:5:6`;
  const file = 'index-a1.js';
  expect(stackFrames(chromium)).toEqual([
    { fn: 'send', file, line: 1, column: 20 },
    { fn: 'Box', file, line: 3, column: 4 },
    { fn: '', file: 'other-b2.js', line: 5, column: 6 },
  ]);
  const firefox = 'send@https://chat.example/assets/index-a1.js:1:20\n@https://chat.example/assets/index-a1.js:7:8';
  expect(stackFrames(firefox).map(({ fn, line }) => [fn, line])).toEqual([
    ['send', 1],
    ['', 7],
  ]);
  const node = `Error: x
    at Object.query (file:///srv/secret/service/dist/main.js:10:5)
    at run (/srv/secret/node_modules/pg/lib/client.js:4:5)`;
  expect(stackFrames(node).map(({ file: name }) => name)).toEqual(['main.js', 'node_modules/pg/lib/client.js']);
});

it('takes no line of a message for a step, however much it looks like one', () => {
  const frames = [
    { fn: 'send', file: 'index-a1.js', line: 1, column: 20 },
    { fn: '', file: 'index-a1.js', line: 7, column: 8 },
  ];
  const message = 'canary@canary:12:30\n    at canary (https://canary/canary:4:5)\ncanary@https://canary/canary:6:7';
  const steps = ['at send (https://chat.example/index-a1.js:1:20)', 'at https://chat.example/index-a1.js:7:8'];
  for (const head of ['Error: ', 'TideError: ', ''])
    expect(stackFrames(`${head}${message}\n    ${steps.join('\n    ')}`, message)).toEqual(frames);
  const firefox = 'send@https://chat.example/index-a1.js:1:20\n@https://chat.example/index-a1.js:7:8';
  for (const said of [message, 'send', '', firefox.slice(0, 10)]) expect(stackFrames(firefox, said)).toEqual(frames);
});

it('is bounded whatever it is given', () => {
  expect(stackFrames('at f (https://x/y.js:1:1)\n'.repeat(5_000)).length).toBeLessThan(60);
  expect(stackFrames(`at ${'f'.repeat(500)} (https://x/${'y'.repeat(500)}.js:1:1)`)).toEqual([
    { fn: '', file: 'elsewhere', line: 1, column: 1 },
  ]);
});
