import { begin } from './begin.ts';
import { systemClock } from './platform/clock.ts';
import { loadEnv } from './platform/env.ts';
import { createLogger } from './platform/logger.ts';
import { releaseOf } from './platform/release.ts';
import { createService } from './service.ts';

const { logger, service } = await begin(async () => {
  const env = loadEnv(process.env);
  const logger = createLogger(env.LOG_LEVEL);
  const release = releaseOf(import.meta.filename);
  const service = await createService(env, { logger, release, mapFolders: [import.meta.dirname] });
  const { url, metricsUrl } = await service.listen();
  logger.info({ metricsUrl, url }, 'listening');
  return { logger, service };
});

let ending = false;

/** Ends once, in order, however many reasons come, and does `first` before. The second signal means it: then at once. */
async function end(code: number, reason: string, first?: () => Promise<void>): Promise<void> {
  if (ending) process.exit(1);
  ending = true;
  const began = systemClock.now();
  // Whatever hangs may not keep the process: what is not written is on the record of the database or of the client.
  setTimeout(() => process.exit(1), 30_000).unref();
  await first?.();
  logger.info({ reason }, 'draining');
  await service.close().catch((error: unknown) => logger.error({ err: error }, 'the drain failed'));
  logger.info({ milliseconds: systemClock.now() - began }, 'drained');
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0, signal));

// The last resort: no failure of a dependency may come as far as this.
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (error: unknown) => {
    logger.fatal({ err: error }, kind);
    const tell = () => service.reportFatal(error).catch(() => undefined);
    // Whether or not it can be told, the process ends.
    void (ending ? tell() : end(1, kind, tell));
  });
}
