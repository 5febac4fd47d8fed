/** Sizes and counts that both sides agree on. Bytes are UTF-8. */
export const limits = {
  contentBytes: 16_384,
  httpBodyBytes: 65_536,
  socketFrameBytes: 131_072,
  titleLength: 80,
  displayNameLength: 64,
  usernameMin: 3,
  usernameMax: 32,
  passwordMin: 8,
  passwordMax: 128,
  emailLength: 254,
  peopleFound: 10,
  groupPeople: 1_000,
  /** Of those who are in a conversation, how many its line in the list names. */
  lineFaces: 4,
  peopleAddedAtOnce: 100,
  pageDefault: 50,
  pageMax: 100,
  conversationsPage: 30,
  changesPage: 200,
  syncHeads: 500,
  syncOpen: 20,
  syncAnswerBytes: 1_000_000,
  /** Over a socket less: what waits for a slow reader is cut off, and he would ask for the same again. */
  syncSocketBytes: 262_144,
  editsPerMessage: 100,
  unreadCounted: 100,
  excerptLength: 120,
  frameBuffer: 500,
  presences: 500,
  reportFrames: 50,
  reportBreadcrumbs: 30,
  exportsAtOnce: 3,
  /** How long a link to an export holds, and how long its file is kept. */
  exportLinkSeconds: 600,
  exportKeptSeconds: 3_600,
  queryLength: 400,
  queryTerms: 24,
  hitsDefault: 20,
  hitsMax: 50,
  highlights: 50,
  /** What a device keeps on disk: of what was read, and of conversations that are kept whole. */
  savedBytes: 67_108_864,
  keptBytes: 256_000_000,
  /** What keeping leaves of the browser's room: what is unsent needs it more. */
  diskReserveBytes: 16_000_000,
} as const;

/** Durations that both sides agree on, in milliseconds. */
export const timings = {
  requestTimeout: 10_000,
  retryBase: 500,
  retryCap: 30_000,
  serverErrorTries: 5,
  holeWait: 300,
  headsOpen: 15_000,
  headsAll: 60_000,
  headsDegraded: 5_000,
  headsJitter: 2_000,
  wakeDrift: 5_000,
  typingEvery: 3_000,
  typingExpires: 6_000,
  receiptsEvery: 1_000,
  readAfterVisible: 500,
  draftAfter: 500,
  /** A conversation is kept whole by a fifth of what one may read; later its changes are gathered for a while. */
  keptEvery: 500,
  keptGather: 5_000,
  socketPing: 20_000,
  socketPingTimeout: 10_000,
  bannerAfter: 2_000,
  /** Written longer than this before it got its number, a message says so; what claims to be older than the other is not believed. */
  lateAfter: 120_000,
  lateAtMost: 366 * 86_400_000,
  /** Tabs of one browser: how often the leading one is heard, how long the others wait for it, how long it stays for the next. */
  tabBeat: 500,
  tabSilence: 2_000,
  tabHandover: 1_000,
} as const;

/** `points` calls in any `seconds`; the server counts them per user (or address), the client per limiter. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/** Rate limits by name. A route names the one its calls count against; each window of a limit must hold. */
export const rateLimits = {
  send: [
    { points: 20, seconds: 2 },
    { points: 300, seconds: 60 },
  ],
  change: [{ points: 120, seconds: 60 }],
  read: [{ points: 600, seconds: 60 }],
  // What heals must not be locked out for long: its window is shorter than anybody may be behind.
  sync: [{ points: 30, seconds: 10 }],
  receipt: [{ points: 240, seconds: 60 }],
  search: [{ points: 60, seconds: 60 }],
  export: [{ points: 20, seconds: 600 }],
  searchMessages: [{ points: 20, seconds: 60 }],
  invite: [{ points: 30, seconds: 60 }],
  typing: [{ points: 60, seconds: 60 }],
  report: [{ points: 60, seconds: 3600 }],
  telemetry: [{ points: 60, seconds: 3600 }],
  signIn: [{ points: 20, seconds: 3600 }],
  register: [{ points: 30, seconds: 3600 }],
} as const satisfies Record<string, readonly RateLimit[]>;

/** The name of a rate limit. */
export type RateLimitName = keyof typeof rateLimits;
