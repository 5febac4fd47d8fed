import { describe, expect, it } from 'vitest';
import { readJson } from './json.ts';

const read = (text: string) => readJson(new TextEncoder().encode(text));
const nested = (depth: number) => `${'[1,'.repeat(depth)}1${']'.repeat(depth)}`;

describe('a body', () => {
  it('may be so deep and so wide, and no more, before anything looks into it', () => {
    expect(() => read(nested(32))).not.toThrow();
    expect(() => read(nested(33))).toThrow('does not fit');
    const wide = (items: number) => `{"list":[${Array.from({ length: items }, () => '0').join()}]}`;
    expect(() => read(wide(1000))).not.toThrow();
    expect(() => read(wide(1001))).toThrow('does not fit');
  });

  it('is JSON in UTF-8, whatever was said of it', () => {
    expect(() => readJson(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))).toThrow('not JSON');
    expect(() => readJson(new Uint8Array())).toThrow('not JSON');
  });

  it('cannot reach into the prototype of anything', () => {
    const value = read('{"__proto__":{"polluted":1}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
