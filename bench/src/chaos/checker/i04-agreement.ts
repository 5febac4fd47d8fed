import type { Check } from './facts.ts';

/** A number of a conversation means the same message in every answer, on every device and in the database. */
export const agreement: Check = ({ of, truth, finals }) => {
  const found: string[] = [];
  const meaning = new Map(truth.messages.map(({ c, seq, id }) => [`${c}/${seq}`, id]));
  const compare = (device: string, c: string, { seq, id }: { readonly seq: number; readonly id: string }): void => {
    const key = `${c}/${seq}`;
    const known = meaning.get(key);
    if (known === undefined) meaning.set(key, id);
    else if (known !== id) found.push(`${device}: ${key} is ${id}, elsewhere ${known}`);
  };
  for (const record of of('ack')) compare(record.device, record.c, record);
  for (const { device, c, rows } of [...of('recv'), ...of('apply')]) for (const row of rows) compare(device, c, row);
  for (const { device, timelines } of finals.devices) {
    for (const { c, rows } of timelines) for (const row of rows) compare(device, c, row);
  }
  return found;
};
