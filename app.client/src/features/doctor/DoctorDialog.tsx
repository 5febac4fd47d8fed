import { Copy, Database, Gauge, Laptop, type LucideIcon, Radio, Server, Split, Waypoints, Wifi } from 'lucide-react';
import type { Part } from '../../chat/diagnosis.ts';
import { type Doctor, useDoctor } from '../../chat/use-doctor.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FactList } from '../../ui/details/Details.tsx';
import { useWorld } from '../../ui/World.tsx';
import './doctor.css';

interface DoctorDialogProps {
  open: boolean;
  onClose: () => void;
  /** To one's own speed, which is measured all the time. */
  onSpeed: () => void;
}

/** What is in the way, if anything is: the verdict first, then the chain, then what was measured. */
export function DoctorDialog({ open, ...rest }: DoctorDialogProps) {
  return open ? <OpenDoctor {...rest} /> : null;
}

function OpenDoctor({ onClose, onSpeed }: Omit<DoctorDialogProps, 'open'>) {
  const doctor = useDoctor();
  const { diagnosis, facts } = doctor;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      title={diagnosis.verdict}
      description={diagnosis.sentence}
      footer={<DoctorFoot doctor={doctor} onSpeed={onSpeed} />}
    >
      <ol className="doctor-chain" aria-label="From this device to the record">
        {diagnosis.parts.map((part) => (
          <Link key={part.name} part={part} />
        ))}
      </ol>
      <div className="doctor-facts">
        <FactList facts={facts} />
      </div>
    </Dialog>
  );
}

const icons: Readonly<Record<Part['name'], LucideIcon>> = {
  'This device': Laptop,
  Network: Wifi,
  Proxy: Split,
  Socket: Waypoints,
  Server,
  Record: Database,
  Announcer: Radio,
};

const spoken = { ok: 'works', broken: 'is in the way', unknown: 'not seen from here' } as const;

function Link({ part: { name, state, words } }: { part: Part }) {
  const Icon = icons[name];
  return (
    <li className={cx('doctor-part', `is-${state}`)}>
      <span aria-hidden="true">
        <Icon />
      </span>
      <b>{name}</b>
      <small>{words === '' ? spoken[state] : words}</small>
    </li>
  );
}

type FootProps = { doctor: Doctor; onSpeed: () => void };

function DoctorFoot({ doctor: { diagnosis, checking, checkAgain, report }, onSpeed }: FootProps) {
  const { copy, toasts } = useWorld();
  const put = async () => {
    const copied = await copy(report());
    toasts.show({
      text: copied ? 'Report copied. It holds no messages and no names.' : 'The browser did not let it be copied.',
    });
  };
  return (
    <>
      <span className="doctor-advice">{diagnosis.advice}</span>
      <Button onClick={onSpeed}>
        <Gauge />
        My speed
      </Button>
      <Button onClick={() => void put()}>
        <Copy />
        Copy report
      </Button>
      <Button variant="primary" busy={checking} onClick={checkAgain} data-autofocus>
        Check again
      </Button>
    </>
  );
}
