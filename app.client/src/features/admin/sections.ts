import type { ComponentType } from 'react';
import { Errors } from './Errors.tsx';
import { Keeping } from './Keeping.tsx';
import { Live } from './Live.tsx';
import { Overview } from './Overview.tsx';
import { People } from './People.tsx';

/** One subject of the administrators' part: its address below /admin (and all below that), its name in the row of sections. */
export interface AdminSection {
  readonly path: string;
  readonly label: string;
  readonly Section: ComponentType;
}

/** All sections, in the order in which they are offered. */
export const adminSections: readonly AdminSection[] = [
  { path: '', label: 'Overview', Section: Overview },
  { path: 'live', label: 'Now', Section: Live },
  { path: 'people', label: 'People and messages', Section: People },
  { path: 'keeping', label: 'Retention', Section: Keeping },
  { path: 'errors', label: 'Errors', Section: Errors },
];
