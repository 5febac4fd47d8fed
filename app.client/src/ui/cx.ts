/** Joins the class names that are there; `undefined` and `false` leave no trace. */
export function cx(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
