import { isMachineBusy } from '../run/busy.ts';

/** Says it where a number of the report is twice as high as it should be: a machine that others share may be late, this is not that. */
export const late = (what: string, milliseconds: number | null, most: number): readonly string[] =>
  milliseconds !== null && milliseconds > most * 2 && !isMachineBusy()
    ? [`${what}: ${milliseconds} ms, at most ${most}`]
    : [];
