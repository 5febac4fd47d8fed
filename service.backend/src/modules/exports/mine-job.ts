import type { FileStore } from '../../platform/files/file-store.ts';
import type { JobHandler } from '../../platform/jobs/job.ts';
import type { Exported } from './export-job.ts';
import type { MineRepository } from './mine.repository.ts';
import { writeOut } from './write-out.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** Numbers a statement looks through. */
const lookedThrough = 1_000;

const about = `All that this instance keeps of you, as it was when it was read.

account.json        who you are here
sessions.json       where you are signed in
conversations.json  every conversation you are or were in, with your role and how far you have read
messages.json       every message you wrote and did not delete, in the order of their conversations and numbers

How the app looks is kept by each of your browsers, and not here. A whole conversation, with what the others wrote, is exported from its
details.
`;

/** Writes one archive of all that is somebody's. */
export function createMineJob({
  mine,
  files,
}: {
  readonly mine: MineRepository;
  readonly files: FileStore;
}): JobHandler {
  return async ({ row, signal, progress, rest }) => {
    const userId = row.ownerId;
    if (userId === null) throw new Error('an archive for nobody');
    const conversations = await mine.conversations(userId);
    const total = conversations.reduce((sum, { upToSeq }) => sum + upToSeq, 0);
    await progress(0, total);
    let messages = 0;
    let looked = 0;

    async function* written(): AsyncGenerator<string> {
      yield '[';
      for (const { id, upToSeq } of conversations) {
        for (let after = 0; after < upToSeq; after += lookedThrough) {
          const upTo = Math.min(upToSeq, after + lookedThrough);
          for (const message of await mine.messages(userId ?? '', id, after, upTo)) {
            yield `${messages++ === 0 ? '' : ','}\n${JSON.stringify(message)}`;
          }
          looked += upTo - after;
          await progress(looked);
          await rest();
        }
      }
      yield '\n]\n';
    }

    const entries: ZipEntry[] = [
      { name: 'about.txt', text: [about] },
      { name: 'account.json', text: [json(await mine.account(userId))] },
      { name: 'sessions.json', text: [json(await mine.sessions(userId))] },
      { name: 'conversations.json', text: [json(conversations)] },
      { name: 'messages.json', text: written() },
    ];
    const out = { format: 'zip', content: zipStream(entries), check: () => progress(looked) };
    return { ...(await writeOut(files, { row, signal }, out)), messages, events: 0 } satisfies Exported;
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
