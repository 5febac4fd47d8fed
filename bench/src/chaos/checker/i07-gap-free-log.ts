import type { Check, Facts, Stored } from './facts.ts';

function brokenLog({ conversation: { c, seq, announced }, log, messages }: Stored, isDue: boolean): string[] {
  const found: string[] = [];
  if (log.length !== seq || log.some((row, index) => row.seq !== index + 1)) {
    found.push(`the log of ${c} has ${log.length} rows and its head is ${seq}`);
  }
  const logged = new Set(log.map((row) => row.seq));
  for (const message of messages) {
    if (!logged.has(message.seq)) found.push(`message ${message.seq} of ${c} is not in the log`);
  }
  if (isDue && announced < seq) found.push(`${c} is announced up to ${announced} only, its head is ${seq}`);
  if (announced > seq) found.push(`${c} is said to be announced up to ${announced}, its head is ${seq}`);
  return found;
}

/** A frame says that it holds all its receiver may see in its range: then it must. */
function brokenFrames({ of, stored, membershipAt }: Facts): string[] {
  return of('recv').flatMap(({ device, user, c, via, span, rows }) => {
    const truly = stored.get(c);
    if (truly === undefined || span === null || (via !== 'event' && via !== 'changes')) return [];
    const membership = membershipAt(user, c, span[1]);
    if (membership === undefined) return [];
    const brought = new Set(rows.map(({ id }) => id));
    return truly.log.slice(span[0], span[1]).flatMap(({ seq, message }) => {
      const place = message === null ? undefined : truly.byId.get(message)?.seq;
      const isOwed =
        message !== null && place !== undefined && place >= membership.visibleFrom && !brought.has(message);
      return isOwed ? [`${device} was told (${span.join(', ')}] of ${c} by ${via}, without change ${seq}`] : [];
    });
  });
}

/** Every number once, from 1 to the head, and what is announced covers it. */
export const gapFreeLog: Check = (facts) => [
  ...[...facts.stored.values()].flatMap((truly) => brokenLog(truly, facts.finals.sweepersHadTime)),
  ...brokenFrames(facts),
];
