import type { Writer } from './writer.ts';

/** One object, a message a line: what a program reads, whole or line by line. */
export const writeJson: Writer = async function* writeJson({ head, pages, counts }) {
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let first = true;
  for await (const page of pages()) {
    yield page.map((message, index) => `${first && index === 0 ? '' : ','}\n${JSON.stringify(message)}`).join('');
    first = false;
  }
  yield `\n],"counts":${JSON.stringify(counts())}}\n`;
};
