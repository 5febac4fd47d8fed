import { ExportFormat } from '@parley/shared/models/export.ts';
import type { Clock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { JobHandler } from '../../platform/jobs/job.ts';
import { openConversation } from './conversation-source.ts';
import type { SpanRepository } from './span.repository.ts';
import { writeCsv } from './write-csv.ts';
import { createWriteHtml, type ExportPage } from './write-html.ts';
import { writeJson } from './write-json.ts';
import { writeOut } from './write-out.ts';
import type { Writer } from './writer.ts';

/** What an export's row says when it is done. */
export interface Exported {
  readonly file: string;
  readonly bytes: number;
  readonly messages: number;
  readonly events: number;
}

/** Writes one conversation out. Once begun it goes on page by page, and keeps nothing of what is written. */
export function createExportJob(deps: {
  readonly spans: SpanRepository;
  readonly files: FileStore;
  readonly page: () => ExportPage;
  readonly clock: Clock;
}): JobHandler {
  const { spans, files, clock } = deps;
  const writers: Record<ExportFormat, () => Writer> = {
    json: () => writeJson,
    csv: () => writeCsv,
    html: () => createWriteHtml(deps.page()),
  };

  return async ({ row, signal, progress, rest }) => {
    const { ownerId: userId, conversationId } = row;
    if (userId === null || conversationId === null) throw new Error('an export of nothing for nobody');
    const format = ExportFormat.parse(row.input.format);
    const exportedAt = new Date(clock.now()).toISOString();
    const source = await openConversation(spans, { userId, conversationId, exportedAt }).catch(notForHim);
    if (source === null) return { gone: true };
    const { counts, verify } = source;
    const told = () => progress(counts().messages + counts().events);
    await progress(0, source.total);

    async function* content(): AsyncGenerator<string> {
      if (source === null) return;
      for await (const piece of writers[format]()(source)) {
        yield piece;
        await told();
        await rest();
      }
    }
    const check = () => verify().then(told);
    const written = await writeOut(files, { row, signal }, { format, content: content(), check }).catch(notForHim);
    if (written === null) return { gone: true };
    return { ...written, ...counts() } satisfies Exported;
  };
}

/** Who is not in it (any more) gets nothing, and trying again would change nothing. */
function notForHim(error: unknown): null {
  if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
  throw error;
}
