/** An invariant that does not hold. `name` is its number in the list of invariants. */
class Violation extends Error {
  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.name = invariant;
  }
}

/** Throws where something that must hold does not. */
export function must(holds: boolean, invariant: string, what: () => string): void {
  if (!holds) throw new Violation(invariant, what());
}
