import type { Check, Facts } from './facts.ts';
import type { SeenMark } from './history.ts';

/** In the database: within a stay no mark falls, and read <= delivered <= head. */
function sampled({ samples }: Facts): string[] {
  const found: string[] = [];
  const marks = new Map<string, { joined: number; delivered: number; read: number }>();
  for (const { at, participants } of samples) {
    for (const { c, user, joined, left, delivered, read, head } of participants) {
      const key = `${user} in ${c}`;
      const before = marks.get(key);
      if (before?.joined === joined && (delivered < before.delivered || read < before.read)) {
        found.push(`${key} fell from ${before.delivered}/${before.read} to ${delivered}/${read} at ${at}`);
      }
      if (read > delivered || (left === null && delivered > head)) {
        found.push(`${key}: read ${read}, delivered ${delivered}, head ${head} at ${at}`);
      }
      marks.set(key, { joined, delivered, read });
    }
  }
  return found;
}

/** On a device: what it shows of one who was never away does not fall either. */
function shown({ history, memberships }: Facts): string[] {
  const found: string[] = [];
  const marks = new Map<string, SeenMark>();
  for (const record of history) {
    if (record.kind === 'purge') {
      for (const key of marks.keys()) if (key.startsWith(`${record.device}/${record.c}/`)) marks.delete(key);
    }
    if (record.kind !== 'receipt') continue;
    for (const mark of record.marks) {
      const key = `${record.device}/${record.c}/${mark.user}`;
      const before = marks.get(key);
      marks.set(key, mark);
      if (before === undefined || memberships(mark.user, record.c).length !== 1) continue;
      if (mark.delivered < before.delivered || mark.read < before.read) {
        found.push(`${key} fell from ${before.delivered}/${before.read} to ${mark.delivered}/${mark.read}`);
      }
    }
  }
  return found;
}

/** At the end all devices show what the database has. */
function final({ finals, truth }: Facts): string[] {
  const rows = new Map(truth.participants.map((row) => [`${row.c}/${row.user}`, row]));
  const compare = (where: string, c: string, { user, delivered, read }: SeenMark): string[] => {
    const row = rows.get(`${c}/${user}`);
    if (row === undefined || row.left !== null) return [`${where} shows marks of ${user}, who is not in ${c}`];
    return row.delivered === delivered && row.read === read
      ? []
      : [`${where} shows ${user} at ${delivered}/${read} in ${c}, the record says ${row.delivered}/${row.read}`];
  };
  return finals.devices.flatMap(({ device, user, lines, timelines }) => [
    ...timelines.flatMap(({ c, marks }) => marks.flatMap((mark) => compare(device, c, mark))),
    ...lines.flatMap(({ c, delivered, read }) => compare(`${device} (its own line)`, c, { user, delivered, read })),
  ]);
}

/** Marks rise, everywhere, and end the same, everywhere. */
export const receipts: Check = (facts) => [...sampled(facts), ...shown(facts), ...final(facts)];
