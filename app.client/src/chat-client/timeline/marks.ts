import type { Mark, Participant } from '@parley/shared/models/conversation.ts';

type Watermarks = Pick<Mark, 'deliveredSeq' | 'readSeq'>;

/** The higher of each watermark: they only rise, so any order, any repetition and any grouping ends the same. */
export function raised<T extends Watermarks>(known: T, { deliveredSeq, readSeq }: Watermarks): T {
  if (deliveredSeq <= known.deliveredSeq && readSeq <= known.readSeq) return known;
  return {
    ...known,
    deliveredSeq: Math.max(known.deliveredSeq, deliveredSeq),
    readSeq: Math.max(known.readSeq, readSeq),
  };
}

type People = ReadonlyMap<string, Participant>;

/** People after each of some news about one of them; the same map when none of it is new. */
function afterEach<T>(
  people: People,
  news: readonly T[],
  idOf: (one: T) => string,
  next: (known: Participant | undefined, one: T) => Participant | undefined,
): People {
  let changed: Map<string, Participant> | null = null;
  for (const one of news) {
    const known = (changed ?? people).get(idOf(one));
    const participant = next(known, one);
    if (!participant || participant === known) continue;
    changed ??= new Map(people);
    changed.set(participant.user.id, participant);
  }
  return changed ?? people;
}

/** Raises the marks of those who are there. Who has left is counted no more; who is not known yet comes with marks of his own. */
export const raiseMarks = (people: People, marks: readonly Mark[]): People =>
  afterEach(
    people,
    marks,
    ({ userId }) => userId,
    (known, mark) => (known?.leftSeq === null ? raised(known, mark) : known),
  );

function later(known: Participant | undefined, incoming: Participant): Participant {
  if (!known) return incoming;
  if (incoming.rev > known.rev) {
    const user = known.user.version > incoming.user.version ? known.user : incoming.user;
    return { ...(incoming.leftSeq === null ? raised(incoming, known) : incoming), user };
  }
  return known.leftSeq === null ? raised(known, incoming) : known;
}

/** Adds people from anywhere: by `rev` what they are, by maximum how far they have come. */
export const mergePeople = (people: People, incoming: readonly Participant[]): People =>
  afterEach(people, incoming, ({ user }) => user.id, later);
