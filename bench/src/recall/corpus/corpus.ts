import { randomUUID } from 'node:crypto';
import { createRandom, type Random } from '../../chaos/random.ts';
import { plantForms } from '../probes/forms.ts';
import { plantNames } from '../probes/names.ts';
import { type Names, plantOperators } from '../probes/operators.ts';
import { plantScripts } from '../probes/scripts.ts';
import { plantWords } from '../probes/words.ts';
import { languages, ornaments } from './languages.ts';
import { type Author, days, type Plant, type Probe, type Room } from './plan.ts';
import { createPlanter } from './planter.ts';

/** One message of the corpus: what is first said, and what becomes of it. */
export interface Written {
  readonly id: string;
  readonly room: Room;
  readonly author: Author;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
  readonly content: string;
  /** Sent over the wire, after all history. */
  readonly live: boolean;
  /** The words it is edited to; null: it is deleted; undefined: it stays. */
  readonly becomes?: string | null | undefined;
}

/** Everything that is said, and what each question must find of it. */
export interface Corpus {
  readonly messages: readonly Written[];
  readonly probes: readonly { readonly kind: string; readonly query: string; readonly finds: ReadonlySet<string> }[];
}

const day = 86_400_000;
const shares: readonly (readonly [number, Room])[] = [
  [30, 'harbour'],
  [20, 'office'],
  [15, 'direct'],
  [10, 'kanji'],
  [5, 'late'],
  [5, 'early'],
  [5, 'left'],
  [10, 'theirs'],
];

/** Ordinary words of one language. */
function ordinary(random: Random, language: number, count: number): string[] {
  const { words } = languages[language] ?? { words: ['and'] };
  return Array.from({ length: count }, () => random.pick(words) ?? '');
}

function filler(random: Random): string {
  const language = random.between(0, languages.length - 1);
  const words = ordinary(random, language, random.logUniform(2, 30));
  if (random.chance(0.2)) words.push(` ${random.pick(ornaments)}`);
  return words.join(languages[language]?.glue ?? ' ').trim();
}

/** The text of a plant among ordinary words; without it, the words alone. */
function around(random: Random, language: number, text: string | null): string {
  const glue = languages[language]?.glue ?? ' ';
  const words = [ordinary(random, language, random.between(1, 6)), ordinary(random, language, random.between(0, 6))];
  const [before = [], after = []] = words;
  return [...before, ...(text === null ? [] : [text]), ...after].join(glue);
}

function writtenOf(random: Random, now: number, plant: Plant): Written {
  const { text, room, author, fate, daysAgo, language } = plant;
  const told = around(random, language, text);
  const untold = around(random, language, null);
  const long = room === 'early' ? days + daysAgo : daysAgo;
  return {
    id: idOf(random),
    room,
    author,
    at: now - long * day + random.between(0, 1_800_000),
    live: fate === 'live',
    content: fate === 'edited-to' ? untold : told,
    becomes: fate === 'edited-to' ? told : fate === 'edited-away' ? untold : fate === 'deleted' ? null : undefined,
  };
}

/** Drawn from the seed too, so that two runs have the same corpus to the last byte. */
function idOf(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random.between(0, 0xffff_ffff).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** Makes the corpus of a seed: so many messages in all, the planted ones among them. */
export function createCorpus(seed: number, size: number, names: Names, now: number, here: number): Corpus {
  const random = createRandom(seed);
  const { planter, plants, probes } = createPlanter(random.fork('plants'));
  plantWords(planter);
  plantForms(planter);
  plantScripts(planter);
  plantNames(planter);
  plantOperators(planter, names, here);

  const words = random.fork('words');
  const ids = new Map<Plant, string>();
  const planted = plants.map((plant) => {
    const written = writtenOf(words, now, plant);
    ids.set(plant, written.id);
    return written;
  });
  const others = Array.from({ length: Math.max(0, size - planted.length) }, (): Written => {
    const room = words.weighted(shares);
    const daysAgo = words.between(2, days - 1) + (room === 'early' ? days : 0);
    const author =
      room === 'direct' ? words.pick(['ada', 'bob'] as const) : words.pick(['bob', 'chloe', 'kenji'] as const);
    const at = now - daysAgo * day + words.between(0, 1_800_000);
    return { id: idOf(words), room, author, at, content: filler(words), live: false };
  });
  const idsOf = ({ kind, query, finds }: Probe) => ({
    kind,
    query,
    finds: new Set(finds.map((plant) => ids.get(plant) ?? randomUUID())),
  });
  return { messages: [...planted, ...others].sort((one, other) => one.at - other.at), probes: probes.map(idsOf) };
}
