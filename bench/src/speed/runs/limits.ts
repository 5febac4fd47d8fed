import type { Program } from '../lab/program.ts';
import type { Line } from '../measure/line.ts';
import { sumOf } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import type { Cost } from '../measure/window.ts';
import type { Bench } from './bench.ts';
import { fanOut, openListeners } from './listeners.ts';
import { message, postFor } from './posts.ts';

const listeners = 100;

/** What the same machine can do: the bare programs that everything else is held against. */
export const limits: Bench = async (lab, { rounds, ms }) => {
  const http = await lab.anchor('http');
  const express = await lab.anchor('express');
  const statement = await lab.anchor('one-statement');
  const usual = await lab.anchor('sequelize');
  const room = await lab.anchor('socket-io');
  const REDIS_URL = await lab.redis();
  const [one, other] = [await lab.anchor('socket-io', { REDIS_URL }), await lab.anchor('socket-io', { REDIS_URL })];
  const near = await openListeners(room.url, listeners);
  const far = [await openListeners(one.url, listeners / 2), await openListeners(other.url, listeners / 2)];
  const database = [lab.databasePid];

  const greeting = (program: Program) => async () => {
    const { answered, cost } = await postFor(program, { path: '/hello', connections: 32, ms });
    return { done: answered, cost };
  };
  const storing = (program: Program) => async () => {
    const posts = { path: '/messages', connections: 16, ms, database, bodyOf: message };
    const { answered, cost } = await postFor(program, posts);
    return { done: answered, cost };
  };
  const anchors: readonly (readonly [what: string, unit: string, () => Promise<{ done: number; cost: Cost }>])[] = [
    ['bare node:http, POST of JSON', 'a CPU second', greeting(http)],
    ['Express 5, POST of JSON', 'a CPU second', greeting(express)],
    ['a message in one pg statement', 'a CPU second', storing(statement)],
    ['a message in a Sequelize transaction', 'a CPU second', storing(usual)],
    ['Socket.IO, room of 100', 'deliveries a CPU second', () => fanOut([room], near, ms)],
    ['Socket.IO, room of 100, two nodes', 'deliveries a CPU second', () => fanOut([one, other], far, ms)],
  ];
  const seen = anchors.map(() => [] as { done: number; cost: Cost }[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, , measure]] of anchors.entries()) seen[index]?.push(await measure());
  }
  for (const listener of [near, ...far].flatMap(({ sockets }) => sockets)) listener.close();
  return anchors.map(([what, unit], index): Line => {
    const runs = seen[index] ?? [];
    const value = median(runs.map(({ done, cost }) => done / (cost.server + cost.database)));
    return {
      bench: 'limits',
      what,
      value,
      unit,
      ratio: null,
      bound: null,
      cost: sumOf(runs.map(({ cost }) => cost)),
    };
  });
};
