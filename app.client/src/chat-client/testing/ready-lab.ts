import { c, engineLab } from './engine-lab.ts';

/** A device's engine, and all that a test may do to it. */
export type Lab = ReturnType<typeof engineLab>;

/** One more of a test's labs: signed in, connected unless `socket` is false, compared, with one conversation held open. */
export async function readyLab(labs: Lab[], socket = true): Promise<Lab> {
  const lab = engineLab();
  labs.push(lab);
  lab.engine.start();
  if (socket) lab.connect();
  await lab.clock.advance(3_000);
  await lab.engine.holds.open(c);
  await lab.clock.advance(3_000);
  return lab;
}

/** Ends them all. */
export function stopLabs(labs: Lab[]): void {
  for (const { engine } of labs.splice(0)) engine.stop();
}
