import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { demoAdmin } from './announce.ts';
import { type Child, startChild } from './child.ts';
import { tellsUsage } from './command-line.ts';
import { checkout } from './data-folder.ts';
import { Failure, runCommand } from './failure.ts';
import { choosePort } from './port-choice.ts';
import { freePort, loopback } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { holdRunFolder } from './run-folder.ts';
import { runProgram } from './run-program.ts';
import { waitUntilReady } from './server.ts';
import { aborted, stopSignal } from './stop-signal.ts';
import { createTeardown } from './teardown.ts';

const usage = ['npm run dev     the same as npm start, following every edit on both sides; PORT chooses the port'];

await runCommand(async () => {
  if (tellsUsage(usage, process.argv.slice(2))) return 0;
  const stop = stopSignal();
  const teardown = createTeardown();
  try {
    const data = await holdRunFolder();
    teardown.add(data.claim.release);
    const postgres = await startPostgres({ dataDir: data.postgres, persistent: true });
    teardown.add(postgres.stop);
    stop.throwIfAborted();

    const apiPort = await freePort();
    const env = {
      LOG_LEVEL: 'warn',
      ADMINS: demoAdmin,
      FILES: data.files,
      ...process.env,
      DATABASE_URL: postgres.url,
      HOST: loopback,
      PORT: String(apiPort),
    };
    const backend = join(checkout, 'service.backend');
    const server = startChild([program('tsx', 'dist/cli.mjs'), 'watch', '--clear-screen=false', 'src/main.ts'], {
      cwd: backend,
      env,
    });
    teardown.add(() => server.stop());
    await waitUntilReady(`http://${loopback}:${apiPort}`, server, stop);
    if (!data.isSeeded()) {
      const seeded = await runProgram(process.execPath, ['--import', 'tsx', 'src/seed.ts'], {
        cwd: backend,
        env,
        stop,
      });
      if (seeded.code !== 0) throw new Failure(`The demo could not be written:\n${seeded.output}`);
      data.noteSeeded();
    }

    const { port, settle } = await choosePort(process.env.PORT, loopback);
    teardown.add(settle);
    const client = startChild(
      [program('vite', 'bin/vite.js'), '--port', String(port), '--strictPort', '--clearScreen', 'false'],
      {
        cwd: join(checkout, 'app.client'),
        env: { ...process.env, PARLEY_API: `http://${loopback}:${apiPort}` },
      },
    );
    teardown.add(() => client.stop(5_000));
    data.claim.note({ address: `http://${loopback}:${port}`, children: [server.identity, client.identity] });
    await Promise.race([aborted(stop), endOf('server', server), endOf('client', client)]);
    return 0;
  } catch (error) {
    if (stop.aborted) return 0;
    throw error;
  } finally {
    await teardown.run();
  }
});

async function endOf(name: string, child: Child): Promise<never> {
  throw new Failure(`The ${name} ended by itself, with ${await child.ended}.`);
}

function program(name: string, file: string): string {
  const { resolve } = createRequire(join(checkout, 'app.client', 'package.json'));
  return join(dirname(resolve(`${name}/package.json`)), file);
}
