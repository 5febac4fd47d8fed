import type { ExportFormat } from '@parley/shared/models/export.ts';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { formats } from './formats.ts';

const options = (['html', 'json', 'csv'] as const).map((value) => ({ value, label: formats[value].label }));

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
