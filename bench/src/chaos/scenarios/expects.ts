import type { Stage } from './scenario.ts';

/** Says it where the answer is not the one that it must be. */
export async function expects(
  { complain }: Stage,
  what: string,
  asked: Promise<{ status: number }>,
  status: number,
): Promise<void> {
  const answer = await asked;
  if (answer.status !== status) complain(`${what}: ${answer.status}, it must be ${status}`);
}
