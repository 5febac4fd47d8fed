import type { FileStore } from '../../platform/files/file-store.ts';
import type { JobHandler } from '../../platform/jobs/job.ts';
import type { Exported } from './export-job.ts';
import type { MineRepository, MyAdvance } from './mine.repository.ts';
import { writeOut } from './write-out.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** Numbers, or rows, a statement looks through. */
const lookedThrough = 1_000;

const about = `All that this instance keeps of you, as it was when it was read.

account.json        who you are here
sessions.json       where you are signed in
conversations.json  every conversation you are or were in, with your role and how far you have read
messages.json       every message you wrote and did not delete, in the order of their conversations and numbers, with what stood there before
                    it was edited
receipts.json       when you had received, and read, up to which number of which conversation
days.json           the days of the last month on which you were here

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

    async function* advanced(): AsyncGenerator<string> {
      yield '[';
      let isFirst = true;
      for (const { id } of conversations) {
        for (
          let after: Pick<MyAdvance, 'deliveredSeq' | 'readSeq'> | undefined = { deliveredSeq: -1, readSeq: -1 };
          after;
        ) {
          const page: readonly MyAdvance[] = await mine.advances(userId ?? '', id, after, lookedThrough);
          for (const advance of page) {
            yield `${isFirst ? '' : ','}\n${JSON.stringify(advance)}`;
            isFirst = false;
          }
          after = page.at(-1);
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
      { name: 'receipts.json', text: advanced() },
      { name: 'days.json', text: [json(await mine.days(userId))] },
    ];
    const out = { format: 'zip', content: zipStream(entries), check: () => progress(looked) };
    return { ...(await writeOut(files, { row, signal }, out)), messages, events: 0 } satisfies Exported;
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
