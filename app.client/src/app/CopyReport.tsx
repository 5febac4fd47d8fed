import { Copy } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { useWorld } from '../ui/World.tsx';

/** For whoever writes to the people who run this. */
export function CopyReport({ report }: { report: string }) {
  const { copy, toasts } = useWorld();
  const put = async () => {
    const copied = await copy(report);
    toasts.show({
      text: copied ? 'Report copied. It holds no messages and no names.' : 'The browser did not let it be copied.',
    });
  };
  return (
    <Button disabled={report === ''} onClick={() => void put()}>
      <Copy />
      Copy report
    </Button>
  );
}
