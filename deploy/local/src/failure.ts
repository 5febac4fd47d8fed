/** A failure that a person can do something about: its message says what, and is shown without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Runs a command's main function; tells a failure in one line on stderr and ends with 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Failure ? error.message : error);
  }
}
