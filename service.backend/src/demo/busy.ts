import type { DemoPerson } from './people.ts';
import { seededRandom } from './random.ts';
import type { DemoLine } from './script.ts';

const slots: Readonly<Record<string, readonly string[]>> = {
  place: [
    'pier 4',
    'the slipway',
    'the north mole',
    'berth 3',
    'the yard',
    'the pump house',
    'the gate',
    'the old crane',
  ],
  thing: ['the winch', 'the gauge', 'bollard 9', 'the fender', 'the ladder', 'the pump', 'the cable drum', 'the lamp'],
  time: ['06:30', '07:12', '08:45', '09:20', '11:00', '13:30', '15:10', '16:40', '18:05'],
  amount: ['3', '8', '12', '17', '24', '40', '66', '120', '212'],
  ort: ['am Kai', 'im Hof', 'an der Schleuse', 'auf Pier 4', 'am Lager', 'beim alten Kran'],
  lugar: ['no cais', 'no estaleiro', 'na doca seca', 'no armazém', 'junto à grua'],
  basho: ['桟橋', '倉庫', 'ドック', '事務所', '門の前'],
  makan: ['الرصيف', 'المستودع', 'البوابة', 'الورشة', 'الرافعة'],
};

const english = [
  'Crane is at {place} from {time}.',
  '{thing} sticks again. Oil did not help this time.',
  'Counted {amount} at {place}, the list says {amount}.',
  'Can somebody look at {thing} before {time}?',
  'Done. {place} is clear.',
  'On my way, ten minutes.',
  'The divers want {place} for themselves until {time}.',
  'Photos of {thing} are in the folder, {amount} of them.',
  'Who has the key to {place}?',
  'I have it.',
  'Fog. We wait until {time}, then we decide.',
  'PLT-{amount} is closed, PLT-{amount} is open again.',
  'Concrete comes at {time}, {amount} cubic metres. Everybody off {place} by then.',
  'Thanks!',
  'The measurement at {place}: {amount} mm since March. That is within what we expected, but it is not nothing, so please keep an eye on it and write it down each time you pass.',
  'Order: https://orders.example/{amount}?item=bolts',
  'Good morning. Wind {amount} knots, falling.',
  'Lunch?',
  'Two things:\n1. {thing} needs paint.\n2. I need coffee.',
  'Careful at {place}, the third plank is loose.',
];
const german = [
  'Um {time} {ort}, bitte pünktlich.',
  'Die Schrauben reichen nicht, wir brauchen noch {amount}.',
  'Erledigt.',
  'Wer hat den Schlüssel? Ich stehe {ort} und warte.',
  'Wasserstand um {time}: {amount} cm über Soll.',
  'Ich übernehme das.',
  'Lieferschein Nr. {amount} liegt {ort}.',
];
const portuguese = [
  'Já cheguei, estou {lugar}.',
  'Faltam {amount} parafusos.',
  'A maré sobe às {time}.',
  'Combinado!',
  'O camião está {lugar} e não sai antes das {time}.',
  'As fotografias ficaram ótimas, obrigada.',
];
const japanese = [
  '{time}に{basho}で会いましょう。',
  '{basho}の鍵は私が持っています。',
  '了解です。',
  '測定値は{amount}ミリでした。',
  '雨なので、{time}まで待ちます。',
];
const arabic = [
  'أنا عند {makan} الآن.',
  'نحتاج {amount} قطعة إضافية.',
  'تمام، نلتقي الساعة {time}.',
  'وصلت الشاحنة إلى {makan}.',
  'شكرا!',
];
const croatian = [
  'Dozvola stiže sutra.',
  'Čekam na {amount} potpisa.',
  'U redu, vidimo se u {time}.',
  'Nacrt broj {amount} je točan.',
];

const voices: Readonly<Record<DemoPerson, readonly (readonly string[])[]>> = {
  nora: [english],
  tom: [english],
  ines: [english, portuguese],
  aiko: [english, japanese],
  jonas: [german, english],
  yusuf: [english, arabic],
  mirela: [english, croatian],
};

/** How the busy conversation ends, so that its last page reads like one. */
const ending: readonly DemoLine[] = [
  ['jonas', 'Wer fährt heute den Stapler?'],
  ['tom', 'I do, until noon.'],
  ['yusuf', 'Gate code is changed. Ask me, not the board.', 47],
  ['yusuf', 'No network behind the sheds: this comes when I do.', 44],
  ['nora', 'Thank you, Yusuf.'],
  ['ines', 'The light on the pier this morning. Vejam isto!'],
  ['aiko', '潮位計のスクリプト、直しました。 The gauge reports UTC now.'],
  ['tom', "That's the hour we lost in October. Can we see the light on the pier?"],
  ['nora', 'Good. Then 07:12 holds, and the yard confirms Thursday.', 130],
  ['jonas', 'Kran ist bestellt: Donnerstag, 06:30.'],
  ['ines', 'Crane Thursday 06:30, então. I bring the drawings.'],
  ['yusuf', 'Who can open the gate at six?'],
];

/** `count` messages of the busy conversation, oldest first: the same for everybody who starts the demo. */
export function busyLines(people: readonly DemoPerson[], count: number): DemoLine[] {
  const random = seededRandom(4);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  };
  let speaker = pick(people);
  const lines: DemoLine[] = [];
  while (lines.length < count - ending.length) {
    if (random() < 0.68) speaker = pick(people);
    const sentence = pick(pick(voices[speaker]));
    const words = sentence.replace(/\{(\w+)\}/g, (_, slot: string) => pick(slots[slot] ?? [slot]));
    lines.push([speaker, words.charAt(0).toUpperCase() + words.slice(1)]);
  }
  return [...lines, ...ending];
}
