import { describe, expect, test } from 'vitest';
import { goodRun } from './good-run.fixture.ts';
import { applied, first, message, only, told, verdict, violatedBy, without } from './spoil.fixture.ts';

describe('the checker, of the record', () => {
  test('finds nothing in a good run, and counts it', () => {
    const { violations, stats } = verdict(goodRun());
    expect(violations).toEqual([]);
    expect(stats).toMatchObject({ sends: 4, acknowledged: 4, received: 7, replays: 0, doubtStored: 0 });
    expect(stats.lag).toEqual({ count: 3, p50: 2, p99: 2, max: 2 });
  });

  describe('I1: what was acknowledged is stored', () => {
    test('a message that went', () => {
      const found = violatedBy((run) => {
        without(run, 8);
      });
      expect(found).toContain('I1');
    });

    test('a message that the outbox took, and that is nowhere', () => {
      const found = violatedBy((run) => {
        const { device, user, c } = first(run, 'send');
        run.history.push({ at: 5, device, user, c, id: 'm0', kind: 'written' });
      });
      expect(found).toEqual(['I1']);
    });

    test('a message under somebody else’s name', () => {
      expect(violatedBy((run) => Object.assign(message(run, 8), { sender: 'bob' }))).toContain('I1');
    });
  });

  describe('I2: once', () => {
    test('the same words stored under two ids', () => {
      const found = violatedBy((run) => {
        run.truth.messages.push({ ...message(run, 8), id: 'again', seq: 10, rev: 10, createdAt: 10 });
      });
      expect(found).toContain('I2');
    });

    test('a device that shows one message at two places', () => {
      expect(violatedBy((run) => void applied(run, 9).rows.push({ ...message(run, 8), seq: 9 }))).toContain('I2');
    });

    test('a device whose cursor falls', () => {
      const found = violatedBy((run) => {
        run.history.push({ ...applied(run, 8), at: 99, from: 9, upTo: 8, rows: [] });
      });
      expect(found).toEqual(['I2']);
    });
  });

  describe('I3: nothing that nobody sent', () => {
    test('a frame about a message that was rolled back', () => {
      const found = violatedBy((run) => {
        const frame = told(run, 8);
        frame.rows.push({ ...message(run, 8), id: 'ghost', seq: 10 });
      });
      expect(found).toEqual(['I3']);
    });

    test('words that nobody wrote', () => {
      expect(violatedBy((run) => Object.assign(only(told(run, 8).rows), { body: 'forged' }))).toEqual(['I3']);
    });

    test('a send that was refused every time, and is stored', () => {
      const found = violatedBy((run) => {
        const ack = first(run, 'ack', ({ id }) => id === 'm8');
        run.history[run.history.indexOf(ack)] = { ...ack, kind: 'reject', status: 404, code: 'NOT_FOUND' };
      });
      expect(found).toEqual(['I3']);
    });

    test('a refusal of what was acknowledged before', () => {
      const found = violatedBy((run) => {
        const { device, user, c, id } = first(run, 'ack', (ack) => ack.id === 'm8');
        run.history.push({ at: 70, device, user, c, id, n: 99, kind: 'attempt' });
        run.history.push({ at: 71, device, user, c, id, n: 99, kind: 'reject', status: 404, code: 'NOT_FOUND' });
      });
      expect(found).toEqual(['I3']);
    });

    test('but one of whose attempts nobody answered may be either', () => {
      const found = violatedBy((run) => {
        const ack = first(run, 'ack', ({ id }) => id === 'm8');
        const { device, user, c, id } = ack;
        run.history[run.history.indexOf(ack)] = { ...ack, kind: 'reject', status: 404, code: 'NOT_FOUND' };
        run.history.push({ at: 53, device, user, c, id, n: 99, kind: 'attempt' });
      });
      expect(found).toEqual([]);
    });
  });

  test('I4: two devices that mean different messages by one number', () => {
    expect(violatedBy((run) => Object.assign(only(told(run, 8).rows), { id: 'm9' }))).toContain('I4');
  });

  describe('I5: without a gap', () => {
    test('a message that is missing in what the device says it knows', () => {
      expect(violatedBy((run) => Object.assign(applied(run, 8), { rows: [] }))).toEqual(['I5']);
    });

    test('an edit that the cursor passed', () => {
      expect(violatedBy((run) => Object.assign(applied(run, 4), { rows: [] }))).toEqual(['I5']);
    });

    test('a fresh start may jump', () => {
      const found = violatedBy((run) => {
        const { device, user } = applied(run, 8);
        run.history = run.history.filter((one) => one.kind !== 'apply' || one.upTo < 4 || one.upTo > 7);
        Object.assign(applied(run, 8), { rows: [message(run, 8)], live: [[7, 8]], from: 3 });
        run.history.push({ at: 53, device, user, kind: 'reset', c: 'c', from: 3, to: 8 });
        applied(run, 9).live = [[7, 9]];
      });
      expect(found).toEqual([]);
    });
  });

  test('I6: what was composed later came first', () => {
    const found = violatedBy((run) => {
      const [early, late] = [first(run, 'send', ({ id }) => id === 'm2'), first(run, 'send', ({ id }) => id === 'm8')];
      const index = run.history.indexOf(early);
      run.history[run.history.indexOf(late)] = early;
      run.history[index] = late;
    });
    expect(found).toEqual(['I6']);
  });

  describe('I7: the log has no gaps', () => {
    test('a number that is not there', () => {
      const found = violatedBy((run) =>
        Object.assign(run.truth, { changes: run.truth.changes.filter(({ seq }) => seq !== 8) }),
      );
      expect(found).toContain('I7');
    });

    test('a frame that leaves out what it covers', () => {
      expect(violatedBy((run) => void told(run, 6).rows.pop())).toEqual(['I7']);
    });

    test('the last number was never announced, and nobody made up for it', () => {
      expect(violatedBy((run) => Object.assign(only(run.truth.conversations), { announced: 8 }))).toEqual(['I7']);
    });

    test('announced is what is not there yet', () => {
      expect(violatedBy((run) => Object.assign(only(run.truth.conversations), { announced: 10 }))).toEqual(['I7']);
    });
  });
});
