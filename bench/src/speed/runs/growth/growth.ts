import type { Bench } from '../bench.ts';
import { byDepth } from './depth.ts';
import { byNodes } from './nodes.ts';
import { byRooms, byUsers } from './rooms.ts';

/** How cost grows with users, rooms, history and nodes: four curves, each against its own first place. */
export const growth: Bench = async (lab, measure) => {
  return [
    ...(await byUsers(lab, measure)),
    ...(await byRooms(lab, measure)),
    ...(await byDepth(lab, measure)),
    ...(await byNodes(lab, measure)),
  ];
};
