import type { ExportFormat } from '@parley/shared/models/export.ts';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';

const formats = {
  html: { label: 'Page', words: 'One page to read and search, without a network.' },
  json: { label: 'JSON', words: 'For programs: everything, in a documented form.' },
  csv: { label: 'Table', words: 'CSV, one message a line, for a spreadsheet.' },
} as const satisfies Record<ExportFormat, { label: string; words: string }>;

const options = (Object.keys(formats) as ExportFormat[]).map((value) => ({ value, label: formats[value].label }));

/** Which form it is to have. */
export function FormatForm({ busy, onBegin }: { busy: boolean; onBegin: (format: ExportFormat) => void }) {
  const [format, setFormat] = useState<ExportFormat>('html');
  return (
    <form
      className="export"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onBegin(format);
      }}
    >
      <Choice label="As" value={format} options={options} onChange={setFormat} />
      <p className="export-words">{formats[format].words}</p>
      <Button type="submit" variant="primary" size="big" busy={busy}>
        Export
      </Button>
    </form>
  );
}
