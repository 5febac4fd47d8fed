import { describe, expect, it } from 'vitest';
import { initialState } from '../chat-client/state.ts';
import { diagnose, type Findings } from './diagnosis.ts';

const well: Findings = {
  connection: { ...initialState(0).connection, phase: 'live', carrier: 'socket', lastSyncAt: 0, skewMs: 400 },
  check: { outcome: 'ok', tookMs: 38, byService: true },
  storage: 'ok',
  comparedAt: '10:42',
};
const broken = (findings: Findings) =>
  diagnose(findings)
    .parts.filter(({ state }) => state === 'broken')
    .map(({ name }) => name);
const away = { ...well.connection, phase: 'reconnecting', carrier: 'none' } as const;

describe('the doctor', () => {
  it('says that all is there when all parts work', () => {
    const { verdict, sentence, parts, advice } = diagnose(well);
    expect([verdict, sentence, advice]).toEqual(['You have everything.', 'All parts work.', null]);
    expect(parts.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    expect(parts[0]?.words).toBe('clock -0.4 s');
  });

  it('names the part that is broken, and no other', () => {
    const connection = well.connection;
    expect(broken({ ...well, connection: { ...connection, carrier: 'http' } })).toEqual(['Socket']);
    expect(broken({ ...well, connection: { ...connection, degraded: true } })).toEqual(['Announcer']);
    expect(broken({ ...well, check: { outcome: 'NETWORK_FAILED', tookMs: 9, byService: false } })).toEqual(['Server']);
    expect(broken({ ...well, check: { outcome: 'UNAVAILABLE', tookMs: 9, byService: true } })).toEqual(['Record']);
    expect(broken({ ...well, check: null, connection: { ...away, phase: 'offline' } })).toEqual(['Network']);
    expect(broken({ ...well, check: { outcome: 'UNAVAILABLE', tookMs: 9, byService: false } })).toEqual(['Proxy']);
    expect(broken({ ...well, storage: 'memory' })).toEqual(['This device']);
    expect(broken({ ...well, connection: { ...connection, skewMs: 60_000 } })).toEqual(['This device']);
  });

  it('claims no more than was checked while there is no way', () => {
    const { verdict, sentence } = diagnose({
      ...well,
      connection: away,
      check: { outcome: 'TIMED_OUT', tookMs: 9, byService: false },
    });
    expect(verdict).toBe('You have everything up to 10:42.');
    expect(sentence).toContain('server: no answer over HTTP');
    expect(diagnose({ ...well, connection: away, comparedAt: null }).verdict).toBe('Not compared with the server yet.');
  });

  it('says nothing of parts behind one that is not reached', () => {
    const { parts } = diagnose({
      ...well,
      connection: { ...away, phase: 'offline' },
      check: { outcome: 'NETWORK_FAILED', tookMs: 9, byService: false },
    });
    expect(parts.filter(({ state }) => state === 'unknown').map(({ name }) => name)).toEqual([
      'Socket',
      'Server',
      'Record',
      'Announcer',
    ]);
  });
});
