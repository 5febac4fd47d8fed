import { describe, expect, it } from 'vitest';
import { nameOfError, scrubbed, scrubbedName } from './scrub.ts';

describe('the message of an error', () => {
  it.each([
    ["Cannot read properties of undefined (reading 'canary')", 'Cannot read properties of undefined (reading …)'],
    ['Unexpected token \'c\', "canary is h"... is not valid JSON', 'Unexpected token … is not valid JSON'],
    ['could not send canary over the wire', 'could not … the …'],
    [
      'Minified React error #31; visit https://react.dev/errors/31?args[]=canary for more',
      'Minified React error … for more',
    ],
    ['duplicate key value violates unique constraint "users_canary_key"', 'duplicate key value violates unique …'],
    ["it's canary’s “canary” 'canary canary", '…'],
  ])('%s', (message, left) => {
    expect(scrubbed(message)).toBe(left);
    expect(scrubbed(message)).not.toContain('canary');
  });

  it('keeps neither a password, nor a token, nor half of one', () => {
    const secrets = [
      'correct-horse-battery',
      'eyJhbGciOi.JIUzI1NiJ9',
      'p4ssw0rd!',
      '00000000-0000-4000-8000-000000000001',
    ];
    for (const secret of secrets)
      expect(scrubbed(`the request with ${secret} failed`)).toBe('the request with … failed');
  });
});

describe('the name of an error', () => {
  it.each(['TypeError', 'QuotaExceededError', 'SecurityException', 'string'])('%s stays', (name) => {
    expect(scrubbedName(name)).toBe(name);
  });

  it('is no word that somebody wrote', () => {
    for (const name of ['canary', 'Canary7', 'canaryError', 'canary is an Error', ''])
      expect(scrubbedName(name)).toBe('Error');
    const named = Object.assign(new Error(''), { name: 'canary' });
    expect([named, new TypeError(''), 'canary', undefined].map(nameOfError)).toEqual([
      'Error',
      'TypeError',
      'string',
      'undefined',
    ]);
  });
});
