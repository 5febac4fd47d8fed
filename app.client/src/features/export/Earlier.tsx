import type { Export } from '@parley/shared/contract/exports.routes.ts';
import { numberOf, timeOf } from '../../chat/moments.ts';
import { counted } from '../../chat/names.ts';
import type { ExportWork } from '../../chat/use-export.ts';
import { PickRow } from '../../ui/PickRow.tsx';
import { formats } from './formats.ts';

/** What was begun before and is still there, to go on with. */
export function Earlier({ earlier, follow }: Pick<ExportWork, 'earlier' | 'follow'>) {
  if (earlier.length === 0) return null;
  return (
    <section aria-label="Begun before">
      <h3 className="export-words">Begun before</h3>
      <ul>
        {earlier.map((one) => (
          <li key={one.id}>
            <PickRow name={formats[one.format].label} note={standingOf(one)} onClick={() => follow(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function standingOf({ state, counts, done, expiresAt }: Export): string {
  if (state !== 'done') return `${numberOf(done)} entries written`;
  const what = counted(counts?.messages ?? 0, 'message');
  return expiresAt === null ? what : `${what}, kept until ${timeOf(expiresAt)}`;
}
