import type { Check } from './facts.ts';
import type { SeenRow, Span } from './history.ts';
import { within } from './spans.ts';
import type { FinalLine, FinalTimeline } from './truth.ts';

const inBoth = (rows: readonly SeenRow[], one: readonly Span[], other: readonly Span[]): string =>
  rows
    .filter(({ seq }) => within(one, seq) && within(other, seq))
    .map(({ seq, id, rev, version, body }) => `${seq}:${id}@${rev}v${version}=${body}`)
    .join(' ');

const peopleOf = ({ marks }: FinalTimeline): string =>
  marks
    .map(({ user, delivered, read }) => `${user}:${delivered}/${read}`)
    .sort()
    .join(' ');

const lineOf = ({ head, title, role, joined, delivered, read, unread: { count } }: FinalLine): string =>
  [head, title, role, joined, delivered, read, count].join(' | ');

/** Whatever a device made of all that it was told is what one that knew nothing is told now. */
export const stateIsFold: Check = ({ finals }) => {
  const fresh = new Map(finals.fresh.map((one) => [one.user, one]));
  return finals.devices.flatMap(({ device, user, lines, timelines }) => {
    const now = fresh.get(user);
    if (now === undefined) return [];
    const nowLines = new Map(now.lines.map((line) => [line.c, line]));
    const nowTimelines = new Map(now.timelines.map((timeline) => [timeline.c, timeline]));
    return [
      ...lines.flatMap((line) => {
        const told = nowLines.get(line.c);
        if (told === undefined || lineOf(line) === lineOf(told)) return [];
        return [`${device} has ${line.c} as ${lineOf(line)}; told anew: ${lineOf(told)}`];
      }),
      ...timelines.flatMap((timeline) => {
        const told = nowTimelines.get(timeline.c);
        if (told === undefined) return [];
        const [here, there] = [timeline, told].map(({ rows }) => inBoth(rows, timeline.live, told.live));
        return [
          ...(here === there ? [] : [`${device} shows ${timeline.c} otherwise than one that begins now`]),
          ...(peopleOf(timeline) === peopleOf(told)
            ? []
            : [`${device} has other people in ${timeline.c} than are there`]),
        ];
      }),
    ];
  });
};
