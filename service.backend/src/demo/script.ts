import type { DemoPerson } from './people.ts';

/** Who says what; with how many minutes before its place on the record it was written, where that was long before. */
export type DemoLine = readonly [person: DemoPerson, content: string, lateMinutes?: number];

/** A conversation as it is written down here: who says what, the first is its maker; `unread` are Nora's, at the end. */
export interface DemoConversation {
  readonly title: string | null;
  readonly people: readonly DemoPerson[];
  /** How long ago its last message was written, in minutes. */
  readonly endedMinutesAgo: number;
  readonly unread: number;
  readonly lines: readonly DemoLine[];
}

const day = 24 * 60;

/** The small conversations of the demo; the busy one is generated (busy.ts). */
export const demoConversations: readonly DemoConversation[] = [
  {
    title: null,
    people: ['nora', 'mirela'],
    endedMinutesAgo: 34,
    unread: 2,
    lines: [
      ['mirela', 'Dobro jutro! Did the surveyor ever send the second set of drawings?'],
      ['nora', 'Yesterday evening. I put them in the blue folder.'],
      ['mirela', 'Hvala. I need the section through the quay wall for the permit.'],
      ['nora', 'Sheet 14. Careful, the scale bar is wrong: it says 1:50 and it is 1:100.'],
      ['mirela', 'Good that you say it. That would have been an expensive metre.'],
      ['nora', 'How long will they take this time?'],
      ['mirela', 'They promised Friday. They also promised last Friday.'],
      ['mirela', 'The permit office called back. One question is left: who signs for the crane?'],
      ['mirela', 'If you send me the name before four, we have the permit tomorrow.'],
    ],
  },
  {
    title: 'Harbour office',
    people: ['tom', 'nora', 'aiko', 'mirela'],
    endedMinutesAgo: 52,
    unread: 1,
    lines: [
      ['tom', 'The new berth plan hangs in the office. Please look before you complain.'],
      ['mirela', 'I looked. Now I complain: berth 3 is mine until the 28th.'],
      ['tom', 'The 28th it is. I had read 23rd.\nMy handwriting, my fault.'],
      ['aiko', '来週の当番は私です。鍵をもらえますか？'],
      ['nora', 'Aiko asks for the keys, she is on duty next week. Top drawer, green tag.'],
      ['aiko', 'ありがとう！ Found them.'],
      ['tom', 'Form B is here: https://forms.example/harbour/b?year=2026#page=2'],
      ['tom', 'Nora, can you sign the delivery note before the lorry leaves? He waits until noon.'],
    ],
  },
  {
    title: null,
    people: ['yusuf', 'nora'],
    endedMinutesAgo: 88,
    unread: 0,
    lines: [
      ['nora', 'مرحبا يوسف، هل وصلت الشحنة؟'],
      ['yusuf', 'نعم، وصلت هذا الصباح. ينقص صندوق واحد فقط.'],
      ['nora', 'أي صندوق؟'],
      ['yusuf', 'الصندوق رقم 12: البراغي الكبيرة. اتصلت بالمورّد، وسيرسله غدا.'],
      ['nora', 'ممتاز. نلتقي عند الرصيف في الثالثة؟'],
      ['yusuf', 'شكرًا، نلتقي عند الرصيف'],
    ],
  },
  {
    title: null,
    people: ['nora', 'aiko'],
    endedMinutesAgo: 116,
    unread: 0,
    lines: [
      ['aiko', '潮位計がまた時刻を間違えています。'],
      ['nora', 'Which clock does it use? Local time or UTC?'],
      ['aiko', 'That is the question. 夏時間になると一時間ずれます。'],
      ['nora', 'Then it is local time, and somebody wrote UTC on the box.'],
      ['aiko', '直しました。 The gauge is back, and it says UTC and means it.'],
      ['nora', 'Gauge is back, see you there'],
    ],
  },
  {
    title: 'Tide watch',
    people: ['aiko', 'nora', 'tom', 'jonas'],
    endedMinutesAgo: 190,
    unread: 0,
    lines: [
      ['aiko', 'High water 05:48 and 18:12. 大潮です, bring boots.'],
      ['jonas', 'Pegel heute früh 5,62 m. Zehn Zentimeter über der Vorhersage.'],
      ['tom', 'Wind from the west, that explains the ten.'],
      ['nora', 'Then the lower scaffold comes in tonight.'],
      ['jonas', 'Machen wir. Ich bin ab fünf da.'],
      ['aiko', 'Next spring tide: Thursday week.'],
      ['tom', 'Noted, on the board and in my head.'],
    ],
  },
  {
    title: null,
    people: ['jonas', 'nora'],
    endedMinutesAgo: 2 * day + 70,
    unread: 0,
    lines: [
      ['jonas', 'Die Bretter für die Schalung sind da, aber sie sind nass.'],
      ['nora', 'Kannst du sie unter das Dach legen?'],
      ['jonas', 'Liegen schon. Mit Abstand, damit Luft dazwischen kommt.'],
      ['nora', 'Danke! Wie lange brauchen sie?'],
      ['jonas', 'Drei Tage, wenn der Wind bleibt. Fünf, wenn nicht.'],
      ['nora', 'Dann schalen wir am Montag ein.'],
      ['jonas', 'Bis morgen am Kai.'],
    ],
  },
  {
    title: 'Timber and stock',
    people: ['ines', 'nora', 'yusuf', 'jonas'],
    endedMinutesAgo: 2 * day + 300,
    unread: 0,
    lines: [
      ['ines', 'Inventário: 212 tábuas de lariço, 40 vigas, 3 paletes de parafusos.'],
      ['yusuf', 'Four pallets. One is behind the door.'],
      ['ines', 'Quatro, então. Obrigada!'],
      ['jonas', 'Die vierte habe ich dort hingestellt. Entschuldigung.'],
      ['nora', 'Please put a note on the board when something moves.'],
      ['ines', '40 boards of larch, not 40 beams. I count again tomorrow.'],
    ],
  },
  {
    title: null,
    people: ['nora', 'tom'],
    endedMinutesAgo: 3 * day + 45,
    unread: 0,
    lines: [
      ['tom', 'Do you still have the survey of the old piles?'],
      ['nora', 'On paper only. I can scan it.'],
      ['tom', 'Please. The diver goes down on Wednesday and wants to know where not to step.'],
      ['nora', 'Pile 7 has lost its head, and between 11 and 12 lies a bicycle.'],
      ['tom', 'A bicycle.'],
      ['nora', 'Since 1994, says the survey. Sent you the survey'],
    ],
  },
  { title: 'Slipway crew', people: ['mirela', 'nora', 'yusuf'], endedMinutesAgo: 4 * day, unread: 0, lines: [] },
];
