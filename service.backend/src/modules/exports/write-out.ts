import type { FileStore } from '../../platform/files/file-store.ts';
import type { RunningJob } from '../../platform/jobs/job.ts';

/**
 * Writes the file of one run, and lets it be looked at before anybody hears of it. Its name is this run's alone: one that was taken
 * for dead and comes to shares nothing with the one that took over. Where `check` fails, because it is not right or the run
 * is over by now, the file goes: nobody would ever ask for it.
 */
export async function writeOut(
  files: FileStore,
  { row, signal }: Pick<RunningJob, 'row' | 'signal'>,
  {
    format,
    content,
    check,
  }: { format: string; content: Parameters<FileStore['write']>[1]; check: () => Promise<void> },
): Promise<{ readonly file: string; readonly bytes: number }> {
  const file = `${row.id}-${row.attempts}.${format}`;
  const bytes = await files.write(file, content, signal);
  try {
    await check();
  } catch (error) {
    await files.remove(file);
    throw error;
  }
  return { file, bytes };
}
