import { TextField } from './TextField.tsx';
import './rule-days.css';

interface RuleDaysProps {
  archive: string;
  remove: string;
  setArchive: (text: string) => void;
  setRemove: (text: string) => void;
  /** What is wrong with the two. */
  problem: string | null;
}

/** After how many days something is archived, and deleted; empty means never. */
export function RuleDays({ archive, remove, setArchive, setRemove, problem }: RuleDaysProps) {
  return (
    <div className="ui-rule-days">
      <TextField
        label="Archive after, in days"
        inputMode="numeric"
        placeholder="never"
        value={archive}
        onChange={({ target }) => setArchive(target.value)}
      />
      <TextField
        label="Delete after, in days"
        inputMode="numeric"
        placeholder="never"
        value={remove}
        error={problem ?? undefined}
        onChange={({ target }) => setRemove(target.value)}
      />
    </div>
  );
}
