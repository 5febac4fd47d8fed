import { availableParallelism, loadavg } from 'node:os';

// A run of its own keeps about one and a half waiting a core.
const waitingACore = 3;

/** Others are at work on this machine: bounds of time are told then, and not judged. Invariants never ask. */
export const isMachineBusy = (): boolean => (loadavg()[0] ?? 0) > waitingACore * availableParallelism();
