import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();
const hours = (count: number) => new Date(Date.now() - count * 3_600_000);

it('says of words that waited three hours when they were written, to both, also within a group', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  await tell(bob, conversation, 'from the tunnel', hours(3));
  await tell(bob, conversation, 'still in the tunnel', hours(2));
  await tell(bob, conversation, 'and out of it');
  for (const person of [ada, bob]) {
    const { chat } = await visit(pages, person, conversation, { viewport: { width: 390, height: 844 } });
    await chat
      .row('from the tunnel')
      .getByText(/^written .*\d\d:\d\d$/)
      .waitFor();
    await chat
      .row('still in the tunnel')
      .getByText(/written .*\d\d:\d\d, sent \d\d:\d\d/)
      .waitFor();
    await chat.row('and out of it').waitFor();
    expect(
      await chat
        .row('and out of it')
        .getByText(/written/)
        .count(),
    ).toBe(0);
  }
});
