/** A failure that a person can do something about: its message says what, and is shown without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Runs a command's main function; tells a failure in one line on stderr and ends with 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  // Whoever read it may have read enough (`| head`): that is no failure.
  process.stdout.on('error', () => undefined);
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    console.error(told(error));
  }
}

function told(error: unknown): unknown {
  if (error instanceof Error && error.name === 'AbortError') return 'Stopped before it was over.';
  return error instanceof Failure || isOfSystem(error) ? error.message : error;
}

/** What the system refused (a disk that is full, a file that may not be read) names what and where: no stack helps. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;
