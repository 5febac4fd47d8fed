/** A conversation that has no name here: what kind it is, how many are in it, and how it is known to the database. */
export const placeWords = ({ id, kind, people }: { id: string; kind: 'direct' | 'group'; people: number }): string =>
  `${kind === 'direct' ? 'Between two' : `Group of ${people}`} (${id.slice(0, 8)})`;
