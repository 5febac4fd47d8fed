import { describe, expect, test } from 'vitest';
import type { Mutable, Run } from './good-run.fixture.ts';
import { applied, atEnd, first, message, only, told, violatedBy } from './spoil.fixture.ts';

describe('the checker, of devices and rights', () => {
  describe('I8: at rest all have all', () => {
    test('a device that missed the last message', () => {
      const found = violatedBy((run) => {
        const [view] = atEnd(run, 'b1').timelines;
        if (view === undefined) return;
        view.cursor = 8;
        view.rows.pop();
        view.live = [[0, 8]];
      });
      expect(found).toEqual(['I8']);
    });

    test('a device that shows the words before their edit', () => {
      const found = violatedBy((run) => {
        const shown = only(only(atEnd(run, 'a1').timelines).rows, ({ seq }) => seq === 2);
        Object.assign(shown, { rev: 2, version: 1, body: 'words 2' });
      });
      expect(found).toEqual(['I8']);
    });

    test('a device that still holds what its user left', () => {
      const found = violatedBy((run) => {
        run.truth.changes.push({ c: 'c', seq: 10, kind: 'left', message: null, user: 'cy', actor: 'cy' });
        only(run.truth.conversations).seq = 10;
      });
      expect(found).toContain('I8');
    });
  });

  describe('I9: marks rise and agree', () => {
    test('a mark that falls in the database', () => {
      const found = violatedBy((run) => {
        const late = structuredClone(only(run.samples, ({ at }) => at === 70));
        only(late.participants, ({ user }) => user === 'bob').read = 2;
        run.samples.push(late);
      });
      expect(found).toEqual(['I9']);
    });

    test('a mark that falls on a device', () => {
      const found = violatedBy((run) => {
        const record = structuredClone(first(run, 'receipt'));
        only(record.marks, ({ user }) => user === 'bob').delivered = 3;
        run.history.push(record);
      });
      expect(found).toEqual(['I9']);
    });

    test('a device that ends with another one’s mark wrong', () => {
      const found = violatedBy((run) => {
        only(only(atEnd(run, 'a1').timelines).marks, ({ user }) => user === 'bob').read = 7;
      });
      expect(found).toEqual(['I9']);
    });
  });

  describe('I10: unread is exact', () => {
    test('the service counts a deleted message', () => {
      expect(violatedBy((run) => Object.assign(first(run, 'unread'), { atSeq: 7, count: 2 }))).toEqual(['I10']);
    });

    test('a device shows another number at the end', () => {
      const found = violatedBy((run) => Object.assign(only(atEnd(run, 'a1').lines).unread, { count: 3 }));
      expect(found).toEqual(['I10']);
    });
  });

  describe('I11: only members are told', () => {
    const tellCy = (run: Mutable<Run>, asOf: number, seq: number) => {
      const { rows } = told(run, asOf);
      const record = { c: 'c', asOf, span: null, named: [seq], rows };
      run.history.push({ at: 55, device: 'c1', user: 'cy', kind: 'recv', via: 'event', ...record });
    };

    test('a message after the removal', () => {
      const found = violatedBy((run) => {
        run.truth.changes = run.truth.changes.map((row) => (row.seq === 6 ? { ...row, kind: 'renamed' } : row));
        run.truth.participants = run.truth.participants.filter(({ user }) => user !== 'cy');
        tellCy(run, 8, 8);
      });
      expect(found).toContain('I11');
    });

    test('a message from before one may see', () => {
      const found = violatedBy((run) => {
        only(run.truth.conversations).policy = 'since_join';
        run.history.push({ ...told(run, 8), device: 'c1', user: 'cy', rows: told(run, 2).rows });
      });
      expect(found).toContain('I11');
    });

    test('what happened while he was away may be shown to one who is back', () => {
      expect(violatedBy((run) => tellCy(run, 9, 9))).toEqual([]);
    });
  });

  test('I12: a message of one who had been removed', () => {
    const found = violatedBy((run) => {
      run.truth.changes = run.truth.changes.map((row) => (row.seq === 6 ? { ...row, kind: 'renamed' } : row));
      run.truth.participants = run.truth.participants.filter(({ user }) => user !== 'cy');
    });
    expect(found).toContain('I12');
  });

  test('I13: a moment that runs against the numbers', () => {
    expect(violatedBy((run) => Object.assign(message(run, 8), { createdAt: 5 }))).toEqual(['I13']);
  });

  describe('I14: deleted stays deleted', () => {
    test('an answer that bears the words afterwards', () => {
      const found = violatedBy((run) => {
        const { rows } = told(run, 3);
        run.history.push({ ...told(run, 9), via: 'page', span: null, rows: [...rows] });
      });
      expect(found).toEqual(['I14']);
    });

    test('a view that shows them again', () => {
      const found = violatedBy((run) => void applied(run, 9).rows.push(...applied(run, 3).rows));
      expect(found).toContain('I14');
    });
  });

  describe('I15: nothing is stuck', () => {
    test('an outbox that is not empty', () => {
      const found = violatedBy((run) => {
        atEnd(run, 'a1').unsent.push({ c: 'c', id: 'm10', status: 'queued' });
      });
      expect(found).toEqual(['I15']);
    });

    test('a message that came, and nobody was told', () => {
      const found = violatedBy((run) => {
        Object.assign(
          only(run.truth.participants, ({ user }) => user === 'cy'),
          { delivered: 8, read: 8 },
        );
      });
      expect(found).toContain('I15');
    });

    test('a run that was never still', () => {
      expect(violatedBy((run) => Object.assign(run.finals, { settledAfterMs: 20_001 }))).toEqual(['I15']);
    });
  });

  describe('I16: state is what one would be told now', () => {
    test('another role than one has', () => {
      expect(violatedBy((run) => Object.assign(only(atEnd(run, 'b1').lines), { role: 'admin' }))).toEqual(['I16']);
    });

    test('somebody is missing among the people', () => {
      expect(violatedBy((run) => void only(atEnd(run, 'b1').timelines).marks.pop())).toEqual(['I16']);
    });
  });
});
