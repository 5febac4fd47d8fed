import { join } from 'node:path';
import { checkout } from '../data-folder.ts';
import { clientsBoard } from './clients-board.ts';
import { databaseBoard } from './database-board.ts';
import { deliveryBoard } from './delivery-board.ts';
import { type Board, grafanaOf } from './panel.ts';
import { serviceBoard } from './service-board.ts';

/** All dashboards. */
export const boards: readonly Board[] = [serviceBoard, deliveryBoard, clientsBoard, databaseBoard];

/** The files that Grafana is given, by their place in the checkout. */
export const boardFiles = (): readonly { readonly file: string; readonly json: string }[] =>
  boards.map((board) => ({
    file: join(checkout, 'deploy', 'grafana', 'dashboards', `${board.uid}.json`),
    json: `${JSON.stringify(grafanaOf(board), null, 2)}\n`,
  }));
