/**
 * What was announced beyond a number that nobody has announced yet: nodes that commit in turns write in whatever order they come.
 * A node of before knows only `seq`, and what it moves it over is left out when the next one writes.
 */
export const up = `
  ALTER TABLE announced ADD COLUMN beyond int8multirange NOT NULL DEFAULT '{}';
`;
