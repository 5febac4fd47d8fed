import { isIPv4, isIPv6 } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { rateLimits } from '@parley/shared/limits.ts';
import { Username } from '@parley/shared/models/user.ts';
import * as z from 'zod/mini';
import { isLocalHost } from './address.ts';
import { StartFailure } from './start-failure.ts';

function digits(minimum: number, maximum: number) {
  const error = `is a whole number from ${minimum} to ${maximum}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, error)),
    z.pipe(z.transform(Number), z.int(error).check(z.gte(minimum, error), z.lte(maximum, error))),
  );
}

const oneOf = <const T extends readonly string[]>(...values: T) => z.enum(values, `is one of ${values.join(', ')}`);

const atLeast = (characters: number) =>
  z.string().check(z.minLength(characters, `is ${characters} characters or more`));

const wholeNumber = (fallback: number, minimum: number, maximum: number) =>
  z._default(digits(minimum, maximum), fallback);

const publicUrl = z.string().check(
  z.refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, pathname, search, hash } = new URL(text);
    const bare = pathname === '/' && search === '' && hash === '';
    return bare && (protocol === 'https:' || (protocol === 'http:' && isLocalHost(hostname)));
  }, 'must be the https origin people open (http only for this machine or its own network)'),
);

/** An address, or a network with how many bits of it hold: an empty number would be none, and the network everybody's. */
function isNetwork(text: string): boolean {
  const [address = '', bits] = text.split(/\/(.*)/s);
  const most = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : -1;
  return most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const proxies = z.pipe(
  z.string().check(
    z.refine((text) => /^\d{1,2}$/.test(text) || text.split(',').every(isNetwork), {
      error: 'is a count of proxies, or their addresses (CIDR)',
    }),
  ),
  z.transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(','))),
);

const usernames = z.pipe(
  z.string().check(
    z.refine((text) => text.split(',').every((name) => Username.safeParse(name.trim()).success), {
      error: 'is usernames with commas between them',
    }),
  ),
  z.transform((text): readonly string[] => text.split(',').map((name) => name.trim())),
);

const reportAddress = z
  .string()
  .check(z.regex(/^https?:\/\/[\w-]+@[\w.-]+(:\d+)?(\/[\w./-]*)?\/\d+$/, 'is https://KEY@HOST/PROJECT'));

/** With a user in it nothing would ever be sent: what is sent is signed, and needs none. */
const webhookAddress = z
  .url({ protocol: /^https?$/, error: 'is an http or https address' })
  .check(z.refine((text) => !/^\w+:\/*[^/?#]*@/.test(text), { error: 'bears no user and no password' }));

/** A sign that is not written as an address has it (`#` as `%23`) would lead somewhere else, or to a failure that shows it. */
const serviceUrl = (scheme: RegExp, example: string) =>
  z.string(`must be set, as in ${example}`).check(
    z.regex(scheme, `is an address as in ${example}`),
    z.refine((text) => URL.canParse(text), { error: 'cannot be read as an address' }),
  );

/** Every setting, with what it means; `docs` print their table from here. */
export const settings = {
  NODE_ENV: z._default(oneOf('production', 'development', 'test'), 'development'),
  DATABASE_URL: serviceUrl(/^postgres(ql)?:\/\//, 'postgres://NAME:PASSWORD@HOST:5432/DATABASE'),
  DATABASE_POOL: wholeNumber(10, 2, 200),
  MIGRATE: z._default(oneOf('on', 'off'), 'on'),
  REDIS_URL: z.optional(serviceUrl(/^rediss?:\/\//, 'redis://HOST:6379')),
  HOST: z._default(z.string(), '127.0.0.1'),
  PORT: wholeNumber(5000, 0, 65_535),
  PUBLIC_URL: z.optional(publicUrl),
  TRUST_PROXY: z.optional(proxies),
  CLIENT_DIR: z.optional(z.string()),
  FILES: z.optional(z.string()),
  SECRET: z.optional(atLeast(32)),
  LOG_LEVEL: z._default(oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'), 'info'),
  ADMINS: z._default(usernames, []),
  ANALYTICS: z._default(oneOf('on', 'off'), 'off'),
  ANALYTICS_WEBHOOK_URL: z.optional(webhookAddress),
  ANALYTICS_WEBHOOK_SECRET: z.optional(atLeast(16)),
  SENTRY_DSN: z.optional(reportAddress),
  SIGN_UPS_AN_HOUR: wholeNumber(rateLimits.register[0].points, 1, 100_000),
  LIMITS_SCALE: wholeNumber(1, 1, 1_000_000),
  DRAIN_SPREAD_MS: z.optional(digits(0, 60_000)),
  METRICS_PORT: z.optional(digits(0, 65_535)),
  METRICS_HOST: z._default(z.string(), '127.0.0.1'),
} as const;

/** What each setting is for: one line of the table in the README. */
export const settingNotes: Readonly<Record<keyof typeof settings, string>> = {
  NODE_ENV: '`production` refuses what only harnesses need',
  DATABASE_URL: 'the Postgres that holds everything (`npm start` brings its own)',
  DATABASE_POOL: 'connections to Postgres at most',
  MIGRATE: '`off` leaves the schema to a job of its own',
  REDIS_URL: 'Redis for several processes; one alone needs none',
  HOST: 'the address to listen on',
  PORT: 'the port to listen on; 0 takes a free one',
  PUBLIC_URL: 'the origin people open; https makes cookies `__Host-` and sends HSTS',
  TRUST_PROXY: 'how many proxies stand in front, or their addresses; without it forwarded addresses are not believed',
  CLIENT_DIR: 'the folder of the built client; without it only the API is served',
  FILES: 'the folder for exports, the same for all processes; without it one below the system’s temporary folder',
  SECRET: 'keys the fingerprints of requests, 32 characters or more; one is made and kept in the database when absent',
  LOG_LEVEL: 'from trace to silent',
  ADMINS: 'usernames, with commas, of those who administrate this instance; let them register before you name them',
  ANALYTICS: '`on` counts by day what is used (names of routes, no people, no content), for the administrators’ page',
  ANALYTICS_WEBHOOK_URL:
    'where these counts go besides, with `ANALYTICS=on`: a POST a minute, signed with HMAC-SHA256 in `X-Parley-Signature`',
  ANALYTICS_WEBHOOK_SECRET: 'the key of that signature, 16 characters or more; needed where the address is set',
  SENTRY_DSN:
    'where error reports go besides the administrators’ page: any address of the Sentry protocol, `https://KEY@HOST/PROJECT`',
  SIGN_UPS_AN_HOUR:
    'how many may register in an hour from one address: a company behind one needs more on its first day',
  LIMITS_SCALE: 'widens the limits per user for load harnesses; refused in production',
  DRAIN_SPREAD_MS: 'over how long reconnects are spread at shutdown; 15000 behind a proxy, else 0',
  METRICS_PORT: 'a port of its own for Prometheus, which no proxy may lead to; without it nobody is told',
  METRICS_HOST: 'the address that port is opened on',
};

const Env = z.object(settings).check(
  z.refine(({ NODE_ENV, LIMITS_SCALE }) => NODE_ENV !== 'production' || LIMITS_SCALE === 1, {
    path: ['LIMITS_SCALE'],
    error: 'is for harnesses: production keeps the limits',
  }),
  z.refine((env) => env.ANALYTICS_WEBHOOK_URL === undefined || env.ANALYTICS_WEBHOOK_SECRET !== undefined, {
    path: ['ANALYTICS_WEBHOOK_SECRET'],
    error: 'signs what goes to ANALYTICS_WEBHOOK_URL',
  }),
  z.refine((env) => env.ANALYTICS_WEBHOOK_URL === undefined || env.ANALYTICS === 'on', {
    path: ['ANALYTICS_WEBHOOK_URL'],
    error: 'is told nothing while nothing is counted: set ANALYTICS to on as well',
  }),
);
export type Env = Readonly<z.infer<typeof Env>>;

/** Reads the settings once. Names what is wrong, never the value: it may be a secret. */
export function loadEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = z.safeParse(Env, present);
  if (parsed.success) return Object.freeze(parsed.data);
  const complaints = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new StartFailure(`The settings are not right. ${complaints.join('; ')}.`);
}

/** Over how long reconnecting clients are spread when this process ends: only a proxy has somewhere else to send them. */
export const drainSpread = (env: Env): number => env.DRAIN_SPREAD_MS ?? (env.TRUST_PROXY === undefined ? 0 : 15_000);

/** Where files lie. Nothing in it is the only copy of anything. */
export const filesFolder = (env: Env): string => env.FILES ?? join(tmpdir(), `parley-files-${userInfo().username}`);
