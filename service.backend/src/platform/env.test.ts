import { describe, expect, it } from 'vitest';
import { drainSpread, loadEnv, settingNotes, settings } from './env.ts';

const DATABASE_URL = 'postgres://parley:hidden@localhost/parley';
const load = (more: Record<string, string> = {}) => loadEnv({ DATABASE_URL, ...more });

describe('the environment', () => {
  it('has a default for all but the database', () => {
    expect(load()).toMatchObject({ HOST: '127.0.0.1', PORT: 5000, LIMITS_SCALE: 1, NODE_ENV: 'development' });
    expect(() => loadEnv({})).toThrow('DATABASE_URL');
    expect(Object.isFrozen(load())).toBe(true);
  });

  it('tells what is wrong, and never the value', () => {
    const wrong = { PORT: '70000', PUBLIC_URL: 'http://chat.example', DATABASE_URL: 'mysql://parley:hidden@x' };
    expect(() => load(wrong)).toThrow(/PORT.*PUBLIC_URL|PUBLIC_URL.*PORT/);
    expect(() => load(wrong)).not.toThrow(/hidden|70000/);
  });

  it('refuses in production what only harnesses need', () => {
    expect(load({ NODE_ENV: 'production' }).NODE_ENV).toBe('production');
    expect(() => load({ NODE_ENV: 'production', LIMITS_SCALE: '2' })).toThrow('LIMITS_SCALE');
  });

  it('takes no secret that is too short to be one', () => {
    expect(load({ SECRET: 's'.repeat(32) }).SECRET).toHaveLength(32);
    expect(() => load({ SECRET: 'changeme' })).toThrow('SECRET');
  });

  it('never trusts just any proxy', () => {
    expect(load({ TRUST_PROXY: '2' }).TRUST_PROXY).toBe(2);
    expect(load({ TRUST_PROXY: '10.0.0.0/8,::1' }).TRUST_PROXY).toEqual(['10.0.0.0/8', '::1']);
    expect(() => load({ TRUST_PROXY: 'true' })).toThrow('TRUST_PROXY');
  });

  it('takes for proxies only what are addresses: half of a network would be all of them, or no start at all', () => {
    expect(load({ TRUST_PROXY: '10.0.0.0/8,fd00::/8,2001:db8::1' }).TRUST_PROXY).toHaveLength(3);
    for (const TRUST_PROXY of [
      '10.0.0.0/',
      '10.0.0.0/33',
      'fd00::/129',
      '10.0.0',
      'dead',
      '10.0.0.0/8/8',
      '::1/:',
      '...',
    ])
      expect(() => load({ TRUST_PROXY }), TRUST_PROXY).toThrow('TRUST_PROXY');
  });

  it('takes for the address of a service only what can be read as one', () => {
    expect(load({ DATABASE_URL: 'postgres:///parley?host=/var/run/postgresql' }).DATABASE_URL).toContain('/parley');
    expect(() => load({ DATABASE_URL: 'postgres://parley:hid#den@localhost/parley' })).toThrow('DATABASE_URL');
    expect(() => load({ REDIS_URL: 'redis://redis:6379x' })).toThrow('REDIS_URL');
  });

  it('spreads reconnects only where a proxy has somewhere else to send them', () => {
    expect([drainSpread(load()), drainSpread(load({ TRUST_PROXY: '1' }))]).toEqual([0, 15_000]);
    expect(drainSpread(load({ TRUST_PROXY: '1', DRAIN_SPREAD_MS: '5' }))).toBe(5);
  });

  it('knows who administrates the instance: nobody, unless it is said', () => {
    expect(load().ADMINS).toEqual([]);
    expect(load({ ADMINS: 'nora, tom' }).ADMINS).toEqual(['nora', 'tom']);
    expect(() => load({ ADMINS: 'nora,,No One' })).toThrow('ADMINS');
  });

  it('does not take an address for counts that nobody counts, or that nobody could trust', () => {
    const sink = { ANALYTICS_WEBHOOK_URL: 'https://counts.example', ANALYTICS_WEBHOOK_SECRET: 'a key of some length' };
    expect(load({ ...sink, ANALYTICS: 'on' }).ANALYTICS_WEBHOOK_URL).toBe('https://counts.example');
    const guarded = { ...sink, ANALYTICS: 'on', ANALYTICS_WEBHOOK_URL: 'https://me:hidden@counts.example' };
    expect(() => load(guarded)).toThrow('ANALYTICS_WEBHOOK_URL: bears no user and no password');
    expect(() => load(guarded)).not.toThrow('hidden');
    expect(() => load(sink)).toThrow('ANALYTICS_WEBHOOK_URL: is told nothing while nothing is counted');
    expect(() => load({ ...sink, ANALYTICS: 'on', ANALYTICS_WEBHOOK_SECRET: '' })).toThrow('ANALYTICS_WEBHOOK_SECRET');
  });

  it('says what a setting takes', () => {
    const wrong = { PORT: 'http', MIGRATE: 'yes', SECRET: 'short', REDIS_URL: 'redis', DATABASE_POOL: '1' };
    for (const said of [
      'PORT: is a whole number from 0 to 65535',
      'MIGRATE: is one of on, off',
      'SECRET: is 32 characters or more',
      'REDIS_URL: is an address as in redis://HOST:6379',
      'DATABASE_POOL: is a whole number from 2 to 200',
    ])
      expect(() => load(wrong)).toThrow(said);
    expect(() => loadEnv({})).toThrow('DATABASE_URL: must be set, as in postgres://NAME:PASSWORD@HOST:5432/DATABASE.');
  });

  it('says of every setting what it is for', () => {
    expect(Object.keys(settingNotes)).toEqual(Object.keys(settings));
  });
});
