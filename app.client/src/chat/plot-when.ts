import { clockOf, dayKey, dayOf, timeOf } from './moments.ts';

const DAY = 86_400;
const MINUTE = 60;

/** How the times of a plot are written, in seconds since 1970: with the clock and the days of the chat. */
interface PlotWhen {
  /** One value a day, at its midnight. */
  readonly daily: boolean;
  /** One time alone. */
  moment(seconds: number): string;
  /** Times beside each other, so many seconds apart. */
  ticks(seconds: readonly number[], apart: number): string[];
}

/** Values of any moment. Among hours a tick of another day than the one before says the day. */
export const byMoment: PlotWhen = {
  daily: false,
  moment: (seconds) => `${dayOf(seconds * 1_000)}, ${clockOf(seconds * 1_000)}`,
  ticks: (seconds, apart) =>
    seconds.map((second, index) => {
      const before = seconds[index - 1];
      const isNextDay = before !== undefined && dayKey(before * 1_000) !== dayKey(second * 1_000);
      if (apart >= DAY || isNextDay) return dayOf(second * 1_000);
      return apart < MINUTE ? clockOf(second * 1_000) : timeOf(second * 1_000);
    }),
};

/** One value a day. */
export const byDay: PlotWhen = {
  daily: true,
  moment: (seconds) => dayOf(seconds * 1_000),
  ticks: (seconds) => seconds.map((second) => dayOf(second * 1_000)),
};

/** Where a day like "2026-11-28" begins for the reader, in seconds: it keeps its name in every time zone. */
export const dayBegins = (day: string): number => new Date(`${day}T00:00:00`).getTime() / 1_000;
