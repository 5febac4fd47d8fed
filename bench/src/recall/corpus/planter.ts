import type { Random } from '../../chaos/random.ts';
import { languages } from './languages.ts';
import { createNonces, type Nonces } from './nonce.ts';
import { type Author, authors, days, type Plant, type Probe, type Room, seen, unseen } from './plan.ts';

/** Puts texts into messages, and writes down which question must find which. */
export interface Planter {
  readonly random: Random;
  readonly nonces: Nonces;
  /** One message with this text, somewhere its reader may see it unless it is said otherwise. */
  plant(text: string, rest?: Partial<Plant>): Plant;
  /** Some messages, now and then in a live one or by an edit. */
  some(text: string, count: number, rest?: Partial<Plant>): Plant[];
  /** The same text where it must not be found: deleted, edited away, in rooms of others and before its reader came. */
  decoys(text: string): void;
  probe(kind: string, query: string, finds: readonly Plant[]): void;
}

const spaced = languages.flatMap(({ glue }, index) => (glue === ' ' ? [index] : []));

/** An empty plan. */
export function createPlanter(random: Random) {
  const plants: Plant[] = [];
  const probes: Probe[] = [];
  const room = () => random.weighted<Room>(seen.map((each) => [each === 'late' ? 1 : 3, each]));
  const author = (of: Room): Author =>
    of === 'direct'
      ? random.pick(['ada', 'bob'] as const)
      : (random.pick(authors.filter((each) => each !== 'ada')) ?? 'bob');

  const planter: Planter = {
    random,
    nonces: createNonces(random.fork('nonces')),
    plant(text, rest = {}) {
      const where = rest.room ?? room();
      const fate =
        rest.fate ??
        random.weighted([
          [8, 'kept'],
          [1, 'live'],
          [1, 'edited-to'],
        ] as const);
      const made: Plant = {
        text,
        author: author(where),
        daysAgo: fate === 'live' ? 0 : random.between(2, days - 1),
        language: random.pick(spaced) ?? 0,
        ...rest,
        room: where,
        fate,
      };
      plants.push(made);
      return made;
    },
    some: (text, count, rest) => Array.from({ length: count }, () => planter.plant(text, rest)),
    decoys(text) {
      planter.plant(text, { fate: 'deleted' });
      planter.plant(text, { fate: 'edited-away' });
      for (const each of unseen) planter.plant(text, { room: each, fate: 'kept', author: 'bob' });
    },
    probe: (kind, query, finds) => void probes.push({ kind, query, finds }),
  };
  return { planter, plants, probes };
}
