import { describe, expect, it } from 'vitest';
import { errorCatalog } from '../errors.ts';
import { listMessages } from './messages.routes.ts';
import { pathOf, type RouteSpec } from './route.ts';
import { routes } from './routes.ts';

const all: readonly RouteSpec[] = routes;

describe('the contract', () => {
  it('names every route once, and every method and path once', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ method, path }) => `${method} ${path}`)).size).toBe(all.length);
  });

  it('parses exactly the parameters that stand in the path', () => {
    for (const { name, path, params } of all) {
      const inPath = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
      const filled = Object.fromEntries(inPath.map((parameter) => [parameter, crypto.randomUUID()]));
      if (inPath.length === 0) expect(params, name).toBeUndefined();
      else expect(params?.safeParse(filled).success, name).toBe(true);
      expect(params?.safeParse({ ...filled, more: 'x' }).success ?? false, name).toBe(false);
    }
  });

  it('refuses unknown keys in every body and query', () => {
    for (const { name, body, query } of all) {
      for (const schema of [body, query]) {
        if (!schema) continue;
        const codes = schema.safeParse({ surprise: 1, kind: 'group' }).error?.issues.map(({ code }) => code);
        expect(codes, name).toContain('unrecognized_keys');
      }
    }
  });

  it('changes nothing by GET, and lists only errors that the catalogue knows', () => {
    for (const { name, method, body, errors = [] } of all) {
      if (method === 'GET') expect(body, name).toBeUndefined();
      for (const code of errors) expect(errorCatalog, name).toHaveProperty(code);
    }
  });

  it('fills a path in, whatever stands in the parameter', () => {
    expect(pathOf(listMessages, { conversationId: 'a/b' })).toBe('/conversations/a%2Fb/messages');
  });

  it('takes one way of paging at a time', () => {
    expect(listMessages.query.parse({ beforeSeq: '12', limit: '5' })).toEqual({ beforeSeq: 12, limit: 5 });
    expect(listMessages.query.safeParse({ beforeSeq: '12', afterSeq: '1' }).success).toBe(false);
    expect(listMessages.query.safeParse({ limit: '101' }).success).toBe(false);
    expect(listMessages.query.safeParse({ beforeSeq: '9007199254740993' }).success).toBe(false);
  });
});
