const minute = 60_000;

/** `count` moments that end `endedMinutesAgo`, oldest first: talk comes in bursts, with pauses and nights between. */
export function momentsOf(count: number, endedMinutesAgo: number, now: number, random: () => number): Date[] {
  const moments: Date[] = [];
  let at = now - endedMinutesAgo * minute;
  for (let index = 0; index < count; index++) {
    moments.push(new Date(at));
    at -= gap(random) * minute;
  }
  return moments.reverse();
}

function gap(random: () => number): number {
  const kind = random();
  if (kind < 0.75) return 0.3 + random() * 3.7;
  if (kind < 0.96) return 10 + random() * 50;
  return 480 + random() * 720;
}
