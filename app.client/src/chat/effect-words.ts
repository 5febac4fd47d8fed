import { counted } from './names.ts';

/** What a rule would do, as the end of a sentence. */
export function effectWords({ archived, removed }: { readonly archived: number; readonly removed: number }): string {
  const parts = [
    ...(removed === 0 ? [] : [`${counted(removed, 'message')} would be deleted for good`]),
    ...(archived === 0 ? [] : [`${counted(archived, 'message')} would move to the archive`]),
  ];
  return parts.length === 0 ? 'nothing is old enough yet' : parts.join(', ');
}
