import { Problem } from '@parley/shared/contract/problem.ts';
import type { RouteSpec } from '@parley/shared/contract/route.ts';
import { accountHeader, apiPrefix } from '@parley/shared/contract/route.ts';
import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';
import type { RateLimitName } from '@parley/shared/limits.ts';
import * as z from 'zod/mini';
import type { Limits } from './limits.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the document tells of this instance alone. */
interface Here extends Pick<Limits, 'windowsOf'> {
  readonly cookieName: string;
}

/** Writes the OpenAPI 3.1 document from the contract: requests as they are read, answers as they are given. */
export function openApiOf(routes: readonly RouteSpec[], { cookieName, windowsOf }: Here): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, windowsOf) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Parley', version: '1', description: 'A web chat that never loses, doubles or reorders a message.' },
    servers: [{ url: apiPrefix }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } },
      schemas: { Problem: schemaOf(Problem, 'output') },
    },
  };
}

const tagOf = ({ name }: RouteSpec): string => name.split('.')[0] ?? name;

/** Limits that count otherwise than every call of a person. */
const counted: Partial<Record<RateLimitName, string>> = {
  register: ' from one address',
  signIn: ' of wrong passwords at one account; fewer from one address',
};

function operationOf(route: RouteSpec, windowsOf: Here['windowsOf']): Json {
  const isWrite = route.method !== 'GET';
  const windows = windowsOf(route.limit).map(({ points, seconds }) => `${points} in ${seconds} s`);
  return {
    operationId: route.name,
    summary: route.summary,
    description: `Limit \`${route.limit}\`: ${windows.join(', ')}${counted[route.limit] ?? ''}.`,
    tags: [tagOf(route)],
    security: route.access === 'anyone' ? [] : [{ session: [] }],
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(isWrite ? [{ name: 'X-CSRF', in: 'header', required: true, schema: { const: '1' } }, origin] : []),
      ...(route.access !== 'anyone'
        ? [{ name: accountHeader, in: 'header', required: false, schema: { type: 'string', format: 'uuid' } }]
        : []),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
        }),
    responses: { ...answersOf(route), ...failuresOf(route, isWrite) },
  };
}

// Not required of who reads this in a browser: there nobody can write it.
const origin = {
  name: 'Origin',
  in: 'header',
  required: false,
  description: 'A browser says it. A program says the address that people open.',
  schema: { type: 'string', format: 'uri' },
};

function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

function parametersOf(schema: z.ZodMiniType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const answersOf = (route: RouteSpec): Json =>
  Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [
      status,
      route.file
        ? {
            description: 'The file',
            content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
          }
        : schema === null
          ? { description: 'Done; there is nothing to say' }
          : { description: 'Done', content: { 'application/json': { schema: schemaOf(schema, 'output') } } },
    ]),
  );

function failuresOf(route: RouteSpec, isWrite: boolean): Json {
  const codes: readonly ErrorCode[] = [
    'VALIDATION_FAILED',
    ...(route.body === undefined ? [] : (['MALFORMED_JSON', 'BODY_TOO_LARGE'] as const)),
    ...(route.access !== 'anyone' ? (['UNAUTHENTICATED', 'ACCOUNT_CHANGED'] as const) : []),
    ...(isWrite ? (['ORIGIN_REFUSED', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    ...(route.access === 'admin' ? (['NOT_FOUND'] as const) : []),
    ...(route.errors ?? []),
    'REQUEST_TIMEOUT',
    'HEADERS_TOO_LARGE',
    'RATE_LIMITED',
    'INTERNAL',
    'UNAVAILABLE',
  ];
  const statuses = [...new Set(codes.map((code) => errorCatalog[code].status))];
  const putOff = new Set<number>([errorCatalog.RATE_LIMITED.status, errorCatalog.UNAVAILABLE.status]);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => errorCatalog[code].status === status)
          .map((code) => `\`${code}\`: ${errorCatalog[code].message}`)
          .join('\n\n'),
        ...(putOff.has(status) ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
