import type { ComponentType } from 'react';
import { Errors } from './Errors.tsx';
import { Overview } from './Overview.tsx';

/** One subject of the administrators' part: its address below /admin (and all below that), its name in the row of sections. */
export interface AdminSection {
  readonly path: string;
  readonly label: string;
  readonly Section: ComponentType;
}

/** All sections, in the order in which they are offered. */
export const adminSections: readonly AdminSection[] = [
  { path: '', label: 'Overview', Section: Overview },
  { path: 'errors', label: 'Errors', Section: Errors },
];
