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

function withOne(people: People, known: Participant | undefined, next: Participant): People {
  return next === known ? people : new Map(people).set(next.user.id, next);
}

/** Raises the marks of those who are there. Who has left is counted no more; who is not known yet comes with marks of his own. */
export function raiseMarks(people: People, marks: readonly Mark[]): People {
  return marks.reduce((all, mark) => {
    const known = all.get(mark.userId);
    return known && known.leftSeq === null ? withOne(all, known, raised(known, mark)) : all;
  }, people);
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
    return withOne(all, known, later(known, participant));
  }, people);
}
