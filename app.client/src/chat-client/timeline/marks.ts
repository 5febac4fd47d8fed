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

function withChanged(people: People, changed: readonly Participant[]): People {
  if (changed.length === 0) return people;
  const next = new Map(people);
  for (const participant of changed) next.set(participant.user.id, participant);
  return next;
}

/** Raises the marks of those who are there. Who has left is counted no more; who is not known yet comes with marks of his own. */
export function raiseMarks(people: People, marks: readonly Mark[]): People {
  return withChanged(
    people,
    marks.flatMap((mark) => {
      const known = people.get(mark.userId);
      if (!known || known.leftSeq !== null) return [];
      const next = raised(known, mark);
      return next === known ? [] : [next];
    }),
  );
}

function later(known: Participant | undefined, incoming: Participant): Participant {
  if (!known) return incoming;
  if (incoming.rev > known.rev) {
    const user = known.user.version > incoming.user.version ? known.user : incoming.user;
    return { ...(incoming.leftSeq === null ? raised(incoming, known) : incoming), user };
  }
  return known.leftSeq === null ? raised(known, incoming) : known;
}

/** Adds people from anywhere: by `rev` what they are, by maximum how far they have come. */
export function mergePeople(people: People, incoming: readonly Participant[]): People {
  return incoming.reduce((all, participant) => {
    const known = all.get(participant.user.id);
    const next = later(known, participant);
    return next === known ? all : withChanged(all, [next]);
  }, people);
}
