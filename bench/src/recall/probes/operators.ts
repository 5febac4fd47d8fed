import { authors, type Plant, type rooms, seen, unreadSince } from '../corpus/plan.ts';
import type { Planter } from '../corpus/planter.ts';

const day = 86_400_000;
const dayText = (here: number, daysAgo: number): string => new Date(here - daysAgo * day).toISOString().slice(0, 10);

/** How a query calls people and conversations; known when they are made. */
export interface Names {
  readonly people: Readonly<Record<(typeof authors)[number], string>>;
  readonly rooms: Readonly<Record<(typeof rooms)[number], readonly string[]>>;
}

/** Each operator, with a word beside it, and alone where that can be told. `here`: what the clocks of the asking one show, as if it were UTC. */
export function plantOperators(planter: Planter, names: Names, here: number): void {
  const { nonces, plant, some, decoys, probe } = planter;
  const of = (plants: readonly Plant[], fits: (plant: Plant) => boolean) => plants.filter(fits);
  for (let turn = 0; turn < 10; turn += 1) {
    const word = nonces.word();
    const plants = seen.flatMap((room) => some(word, 2, { room }));
    for (const author of authors) plants.push(plant(word, { room: 'harbour', author, fate: 'kept' }));
    decoys(word);
    for (const author of authors) {
      probe(
        'from:',
        `${word} from:${names.people[author]}`,
        of(plants, (each) => each.author === author),
      );
      probe(
        'from:, excluded',
        `-from:@${names.people[author]} ${word}`,
        of(plants, (each) => each.author !== author),
      );
    }
    probe(
      'is:mine',
      `${word} is:mine`,
      of(plants, ({ author }) => author === 'ada'),
    );
    probe(
      'from:',
      `from:me ${word}`,
      of(plants, ({ author }) => author === 'ada'),
    );
    for (const room of seen)
      for (const name of names.rooms[room])
        probe(
          'in:',
          `${word} in:${name}`,
          of(plants, (each) => each.room === room),
        );
    probe(
      'in:, excluded',
      `${word} -in:${names.rooms.harbour[0]}`,
      of(plants, ({ room }) => room !== 'harbour'),
    );

    const has = nonces.word();
    const link = some(`${has} https://example.org/x`, 2, { fate: 'kept' });
    const code = some(`${has} \`run it\``, 2, { fate: 'kept' });
    const mention = some(`${has} @dana`, 2, { fate: 'kept' });
    decoys(`${has} https://example.org/y`);
    probe('has:link', `${has} has:link`, link);
    probe('has:code', `${has} has:code`, code);
    probe('has:mention', `${has} has:mention`, mention);
    probe('has:, excluded', `${has} -has:link -has:code`, mention);

    const dated = nonces.word();
    const ages = [10, 20, 20, 30, 200, 201];
    const old = ages.map((daysAgo) => plant(dated, { daysAgo, fate: 'kept' }));
    const today = plant(dated, { fate: 'live', daysAgo: 0 });
    decoys(dated);
    probe(
      'on:',
      `${dated} on:${dayText(here, 20)}`,
      of(old, ({ daysAgo }) => daysAgo === 20),
    );
    probe('on:', `${dated} on:${dayText(here, 0)}`, [today]);
    probe('on:', `${dated} on:today`, [today]);
    probe(
      'before:',
      `${dated} before:${dayText(here, 20)}`,
      of(old, ({ daysAgo }) => daysAgo > 20),
    );
    probe('after:', `${dated} after:${dayText(here, 20)}`, [...of(old, ({ daysAgo }) => daysAgo < 20), today]);
    probe('before: and after:', `${dated} after:${dayText(here, 201)} before:${dayText(here, 10)}`, old.slice(1, 5));

    const edited = nonces.word();
    const changed = some(edited, 3, { fate: 'edited-to' });
    const kept = some(edited, 3, { fate: 'kept' });
    decoys(edited);
    probe('is:edited', `${edited} is:edited`, changed);
    probe('is:edited, excluded', `-is:edited ${edited}`, kept);

    const unread = nonces.word();
    const fresh = [10, 90, 140].map((daysAgo) =>
      plant(unread, { room: 'office', author: 'bob', fate: 'kept', daysAgo }),
    );
    const read = [160, 300].map((daysAgo) => plant(unread, { room: 'office', author: 'bob', fate: 'kept', daysAgo }));
    const own = plant(unread, { room: 'office', author: 'ada', fate: 'kept', daysAgo: unreadSince - 1 });
    probe('is:unread', `${unread} is:unread`, fresh);
    probe('is:unread, excluded', `${unread} -is:unread`, [...read, own]);
  }
}
