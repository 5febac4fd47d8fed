/** The people of the demo harbour. They share one password, which the start command prints; it listens on loopback only. */
export const demoPeople = [
  { username: 'nora', displayName: 'Nora Lindqvist' },
  { username: 'ines', displayName: 'Ines Duarte' },
  { username: 'tom', displayName: 'Tom Okafor' },
  { username: 'aiko', displayName: 'Aiko Tanaka' },
  { username: 'jonas', displayName: 'Jonas Weber' },
  { username: 'yusuf', displayName: 'Yusuf Haddad' },
  { username: 'mirela', displayName: 'Mirela Kovač' },
] as const;

/** One of the demo people, by username. */
export type DemoPerson = (typeof demoPeople)[number]['username'];

/** The password of every demo account. */
export const demoPassword = 'harbour-lights';
