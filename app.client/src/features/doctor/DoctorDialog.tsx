import { Copy, Database, Laptop, type LucideIcon, Radio, Server, Waypoints, Wifi } from 'lucide-react';
import type { Part } from '../../chat/diagnosis.ts';
import { type Doctor, useDoctor } from '../../chat/use-doctor.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FactList } from '../../ui/details/Details.tsx';
import { useWorld } from '../../ui/World.tsx';
import './doctor.css';

/** What is in the way, if anything is: the verdict first, then the chain, then what was measured. */
export function DoctorDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <OpenDoctor onClose={onClose} /> : null;
}

function OpenDoctor({ onClose }: { onClose: () => void }) {
  const doctor = useDoctor();
  const { diagnosis, facts } = doctor;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      title={diagnosis.verdict}
      description={diagnosis.sentence}
      footer={<DoctorFoot doctor={doctor} />}
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

function DoctorFoot({ doctor: { diagnosis, checking, checkAgain, report } }: { doctor: Doctor }) {
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
