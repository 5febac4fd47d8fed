import type { Check, Facts, Stored } from './facts.ts';
import { within } from './spans.ts';
import type { FinalDevice, FinalLine, FinalTimeline } from './truth.ts';

function line({ device }: FinalDevice, { c, head, title, last }: FinalLine, truly: Stored): string[] {
  const { conversation, messages } = truly;
  const newest = messages.at(-1);
  return [
    ...(head === conversation.seq ? [] : [`${device} holds ${c} up to ${head} of ${conversation.seq}`]),
    ...(title === conversation.title ? [] : [`${device} calls ${c} "${title}"`]),
    ...(last === null || newest === undefined || (last.id === newest.id && last.rev === newest.rev)
      ? []
      : [`${device} shows ${last.seq}@${last.rev} as the last of ${c}, it is ${newest.seq}@${newest.rev}`]),
  ];
}

function timeline({ device }: FinalDevice, view: FinalTimeline, truly: Stored, visibleFrom: number): string[] {
  const { c, cursor, live, rows } = view;
  const { conversation, messages } = truly;
  const found =
    cursor === conversation.seq ? [] : [`${device} is at ${cursor} of ${c}, whose head is ${conversation.seq}`];
  const shown = new Map(rows.map((row) => [row.seq, row]));
  for (const message of messages) {
    if (message.seq < visibleFrom || !within(live, message.seq)) continue;
    const row = shown.get(message.seq);
    shown.delete(message.seq);
    if (row === undefined) found.push(`${device} does not show ${message.seq} of ${c}`);
    else if (row.rev !== message.rev || row.body !== message.body || row.version !== message.version) {
      found.push(`${device} shows ${message.seq}@${row.rev} of ${c}, it is @${message.rev}`);
    }
  }
  for (const row of shown.values()) {
    if (within(live, row.seq)) found.push(`${device} shows ${row.seq} of ${c}, which is not there for it`);
  }
  return found;
}

function device(final: FinalDevice, { stored, memberships, finals }: Facts): string[] {
  const found: string[] = [];
  const held = new Set(final.lines.map(({ c }) => c));
  for (const [c, truly] of stored) {
    const stay = memberships(final.user, c).at(-1);
    const isIn = stay !== undefined && stay.left === null;
    if (isIn !== held.has(c)) found.push(`${final.device} ${isIn ? 'misses' : 'still holds'} ${c}`);
    if (!isIn) continue;
    for (const one of final.lines) if (one.c === c) found.push(...line(final, one, truly));
    for (const one of final.timelines) if (one.c === c) found.push(...timeline(final, one, truly, stay.visibleFrom));
  }
  return finals.settledAfterMs === null && found.length === 0 ? [`${final.device} was never still`] : found;
}

/** When all is quiet, every device of a member has everything, and nobody else has anything. */
export const convergence: Check = (facts) => facts.finals.devices.flatMap((final) => device(final, facts));
