import { DomainError } from './domain-error.ts';

const maximumDepth = 32;
const maximumItems = 1000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as JSON: well-formed UTF-8, and bounded in depth and width before any schema walks it. */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new DomainError('MALFORMED_JSON');
  }
  assertBounded(value);
  return value;
}

/** Refuses what is nested or listed beyond any use of ours. */
export function assertBounded(value: unknown): void {
  if (!isBounded(value, maximumDepth)) throw new DomainError('VALIDATION_FAILED');
}

function isBounded(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  const items: unknown[] = Object.values(value);
  return items.length <= maximumItems && items.every((item) => isBounded(item, depth - 1));
}
