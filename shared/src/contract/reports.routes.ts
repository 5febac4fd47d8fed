import { ErrorReport } from '../models/report.ts';
import { defineRoute } from './route.ts';

/** Tells of an error in the app. Also before anybody has signed in: a sign-in page that breaks must be heard too. */
export const sendReport = defineRoute({
  name: 'reports.send',
  summary: 'Tell of an error in the app',
  method: 'POST',
  path: '/reports',
  access: 'anyone',
  limit: 'report',
  body: ErrorReport,
  responses: { 204: null },
});
