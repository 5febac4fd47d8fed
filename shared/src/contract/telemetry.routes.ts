import { Telemetry } from '../models/telemetry.ts';
import { defineRoute } from './route.ts';

/** What a device measured, from who agreed to tell it: added to counts by the hour, kept with nobody's name. */
export const sendTelemetry = defineRoute({
  name: 'telemetry.send',
  summary: 'Tell what this device measured',
  method: 'POST',
  path: '/telemetry',
  access: 'signedIn',
  limit: 'telemetry',
  body: Telemetry,
  responses: { 204: null },
});
