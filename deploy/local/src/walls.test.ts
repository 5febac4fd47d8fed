import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// A wall that nobody ever ran into may be painted on: each one here is run into, in a copy of the layout.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const C = 'app.client/src';
const B = 'service.backend/src';

const breaches: readonly (readonly [file: string, line: string])[] = [
  ['shared/src/models/a.ts', "import 'react';"],
  ['shared/src/models/b.ts', "import 'node:fs';"],
  ['shared/src/models/c.ts', "import '@parley/backend/service.ts';"],
  [`${C}/chat-client/a.ts`, "import 'react';"],
  [`${C}/chat-client/b.ts`, "import '../browser/socket.ts';"],
  [`${C}/chat-client/c.ts`, "import 'socket.io-client';"],
  [`${C}/chat-client/deep/d.ts`, "import '../../chat/ChatContext.tsx';"],
  [`${C}/chat-client/e.ts`, 'window.focus();'],
  [`${C}/chat-client/f.ts`, 'document.title;'],
  [`${C}/chat-client/g.ts`, "fetch('/');"],
  [`${C}/browser/a.ts`, "import 'react';"],
  [`${C}/browser/b.ts`, "import '../ui/Button.tsx';"],
  [`${C}/chat/a.tsx`, "import '../browser/socket.ts';"],
  [`${C}/chat/b.tsx`, "import '../features/timeline/Timeline.tsx';"],
  [`${C}/chat/c.tsx`, "import 'socket.io-client';"],
  [`${C}/features/timeline/a.tsx`, "import '../composer/Composer.tsx';"],
  [`${C}/features/timeline/rows/b.tsx`, "import '../../composer/Composer.tsx';"],
  [`${C}/features/timeline/c.tsx`, "import '../../browser/socket.ts';"],
  [`${C}/features/timeline/d.tsx`, "import '../../chat-client/client.ts';"],
  [`${C}/features/timeline/e.tsx`, 'localStorage.clear();'],
  [`${C}/features/timeline/f.tsx`, 'navigator.onLine;'],
  [`${C}/ui/a.tsx`, "import '../chat/ChatContext.tsx';"],
  [`${C}/ui/b.tsx`, "import '@parley/shared/models/message.ts';"],
  [`${C}/a.tsx`, "import '@parley/backend/service.ts';"],
  [`${B}/modules/messages/message.http.ts`, "import '../../realtime/announcer.ts';"],
  [`${B}/modules/messages/message.service.ts`, "import 'socket.io';"],
  [`${B}/modules/messages/message.events.ts`, "import 'sequelize';"],
  [`${B}/modules/messages/message.repository.ts`, "import '../../realtime/announcer.ts';"],
  [`${B}/realtime/announcer.ts`, "import 'sequelize';"],
  [`${B}/database/migrate.ts`, "import 'socket.io';"],
  [`${B}/platform/http.ts`, "import '@socket.io/redis-adapter';"],
  [`${B}/app.ts`, "import 'socket.io';"],
  [`${B}/app2.ts`, "import '@parley/client/main.tsx';"],
  [`${B}/platform/logger.ts`, 'process.env.PORT;'],
  [`${B}/x.test.ts`, "vi.mock('./app.ts');"],
  [`${B}/y.test.ts`, "vi.doMock('./app.ts');"],
  [`${B}/z.test.ts`, "it.skip('one day', () => {});"],
];

const doors: readonly (readonly [file: string, line: string])[] = [
  ['shared/src/models/ok.ts', "import 'zod';\nimport '../errors.ts';"],
  [`${C}/chat-client/ok.ts`, "import '@parley/shared/models/message.ts';\nimport './merge.ts';\nimport 'cockatiel';"],
  [`${C}/browser/ok.ts`, "import 'socket.io-client';\nimport '../chat-client/ports.ts';\nwindow.focus();"],
  [`${C}/chat/ok.tsx`, "import 'react';\nimport '../chat-client/client.ts';"],
  [
    `${C}/features/timeline/ok.tsx`,
    "import '../../chat/hooks.ts';\nimport '../../ui/Button.tsx';\nimport './Row.tsx';",
  ],
  [`${C}/features/timeline/rows/ok.tsx`, "import '../Row.tsx';\nimport '../../../ui/Button.tsx';"],
  [`${B}/modules/messages/ok.repository.ts`, "import 'sequelize';\nimport '../../database/transaction.ts';"],
  [`${B}/realtime/ok.ts`, "import 'socket.io';\nimport '../modules/messages/message.service.ts';"],
  [`${B}/main.ts`, "import './realtime/announcer.ts';\nprocess.env.PORT;"],
];

describe('the walls between folders', () => {
  let copy = '';
  let complaints = new Map<string, string[]>();

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'parley-walls-'));
    cpSync(join(root, 'biome.json'), join(copy, 'biome.json'));
    cpSync(join(root, 'deploy/local/lint'), join(copy, 'deploy/local/lint'), { recursive: true });
    execFileSync('git', ['init', '-q', copy]);
    writeFileSync(join(copy, '.gitignore'), '');
    for (const [file, line] of [...breaches, ...doors]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${line}\n`);
    }
    complaints = lint(copy);
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(breaches)('%s may not say: %s', (file) => {
    expect(complaints.get(file) ?? []).not.toEqual([]);
  });

  it.each(doors)('%s may say: %s', (file) => {
    expect(complaints.get(file) ?? []).toEqual([]);
  });
});

/** The complaints of the linter about walls, by file. */
function lint(folder: string): Map<string, string[]> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const walls = ['style/noRestrictedImports', 'style/noRestrictedGlobals', 'style/noProcessEnv', 'noSkippedTests'];
  const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = new Map<string, string[]>();
  for (const [, title = '', file = '', message = ''] of run.stdout.matchAll(
    /^::\w+ title=(.+?),file=(.+?),.*?::(.*)$/gm,
  )) {
    if (title !== 'plugin' && !walls.some((wall) => title.endsWith(wall))) continue;
    const name = relative(folder, resolve(folder, file));
    found.set(name, [...(found.get(name) ?? []), message]);
  }
  return found;
}
