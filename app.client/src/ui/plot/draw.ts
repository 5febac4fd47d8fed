import type UPlot from 'uplot';

/** One line. `tone` names the colour by what it says: see plot.css. */
export interface PlotSeries {
  readonly label: string;
  readonly tone: 'one' | 'two' | 'three' | 'warm' | 'bad';
  /** One value a time; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** How times are written, in seconds since 1970: the words are those of who shows the plot. */
export interface PlotWhen {
  /** One value a day, at its midnight. */
  readonly daily: boolean;
  /** One time alone. */
  moment(seconds: number): string;
  /** Times beside each other, so many seconds apart. */
  ticks(seconds: readonly number[], apart: number): string[];
}

/** What is drawn; `appearance` is whatever the colours depend on. */
export interface Drawn {
  readonly times: readonly number[];
  readonly series: readonly PlotSeries[];
  readonly when: PlotWhen;
  /** How a value is written; undefined for counts. */
  readonly value: ((value: number) => string) | undefined;
  readonly appearance: unknown;
}

const HEIGHT = 180;
const DAY = 86_400;

/** A token as the canvas can read it: the browser resolves it on a real element. */
function colourOf(place: HTMLElement, tone: string): string {
  const probe = document.createElement('i');
  probe.dataset.tone = tone;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null;

/** Draws into a place, follows its width, and clears it away again. A browser without a canvas keeps the table. */
export function draw(place: HTMLElement, drawn: Drawn): () => void {
  if (!canDraw()) return () => undefined;
  let clear: (() => void) | null = null;
  let isGone = false;
  void Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(
    ([{ default: Drawer }]) => {
      if (!isGone) clear = put(Drawer, place, drawn);
    },
    // Its chunk could not be fetched: the table has the numbers.
    () => undefined,
  );
  return () => {
    isGone = true;
    clear?.();
  };
}

function put(Drawer: typeof UPlot, place: HTMLElement, { times, series, when, value = labelOf }: Drawn): () => void {
  const [ink, hair] = [colourOf(place, 'ink'), colourOf(place, 'hair')];
  // Words grow with those of the page, and so does their room.
  const { fontSize, fontFamily } = getComputedStyle(place);
  const larger = Number.parseFloat(fontSize) / 12;
  const axis = {
    stroke: ink,
    font: `${fontSize} ${fontFamily}`,
    grid: { stroke: hair, width: 1 },
    ticks: { stroke: hair, width: 1, size: 4 },
  };
  const areFew = times.length < 40;
  const plot = new Drawer(
    {
      width: Math.max(200, place.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      // The last tick's words are not cut at the edge.
      padding: [8 * larger, 30 * larger, 0, 0],
      scales: {
        x: { range: spanOf(times, when.daily) },
        y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] },
      },
      axes: [
        {
          ...axis,
          // Room for "19:38:10" and some air.
          space: 90 * larger,
          ...(when.daily ? { incrs: [1, 2, 7, 14, 28].map((days) => days * DAY) } : {}),
          values: (_plot, ticks, _axis, _space, apart) => when.ticks(ticks, apart),
        },
        {
          ...axis,
          size: 56 * larger,
          values: (_plot, ticks) => ticks.map(value),
          ...(areWhole(series) ? { incrs: wholeSteps } : {}),
        },
      ],
      series: [
        {},
        ...series.map(({ label, tone, values }) => ({
          label,
          stroke: colourOf(place, tone),
          width: 2,
          // What was not measured is not drawn: the line ends, and a value without neighbours is a point.
          points: areFew ? { show: true, size: 4 } : { show: false, size: 4, filter: loneOf(values) },
        })),
      ],
    },
    [[...times], ...series.map(({ values }) => [...values])],
    place,
  );
  const watcher = new ResizeObserver(() => plot.setSize({ width: Math.max(200, place.clientWidth), height: HEIGHT }));
  watcher.observe(place);
  return () => {
    watcher.disconnect();
    plot.destroy();
  };
}

/** The places of values with nothing on either side, through which no line goes. */
export const loneOf = (values: readonly (number | null)[]): number[] =>
  values.flatMap((value, place) =>
    value !== null && (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null ? [place] : [],
  );

/** Where everything is a whole number, it is counted in whole ones: there is no half of a person beside an axis. */
export const areWhole = (series: readonly Pick<PlotSeries, 'values'>[]): boolean =>
  series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

const wholeSteps = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

/** From when to when is drawn. One moment alone stands in the middle of a minute, or of two days: no time is ahead of it for long. */
export function spanOf(times: readonly number[], daily: boolean): [number, number] {
  const [low = 0, high = low] = [times[0], times.at(-1)];
  const [least, margin] = daily ? [DAY, DAY] : [60, 30];
  return high - low < least ? [low - margin, high + margin] : [low, high];
}

// Ticks are apart by 1, 2, 2.5 or 5 of something: of three digits none is rounded.
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A count beside the axis: its place is as wide as six letters. */
export const labelOf = (tick: number): string => (tick >= 10_000 ? short.format(tick) : String(tick));
