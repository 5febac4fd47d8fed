import type { Planter } from '../corpus/planter.ts';

/** Forms of one word, by language: whoever looks for one of them finds all. */
const inflected: readonly (readonly [language: number, forms: string])[] = [
  [0, 'anchor anchors anchored anchoring'],
  [0, 'ferry ferries'],
  [0, 'repair repairs repaired repairing'],
  [0, 'inspection inspections'],
  [0, 'sail sails sailed sailing'],
  [0, 'delivery deliveries'],
  [0, 'harbour harbours'],
  [1, 'Schiff Schiffe Schiffes Schiffen'],
  [1, 'Lotse Lotsen'],
  [1, 'Häuser Hauses'],
  [1, 'Rechnung Rechnungen'],
  [1, 'Ladung Ladungen'],
  [1, 'freundlich freundliche freundlichen freundlicher'],
  [2, 'bateau bateaux'],
  [2, 'naviguer navigué'],
  [2, 'capitaine capitaines'],
  [2, 'étroit étroits étroite'],
  [2, 'chargement chargements'],
  [3, 'barco barcos'],
  [3, 'pescador pescadores'],
  [3, 'velero veleros'],
  [3, 'cargar cargado cargando'],
  [3, 'rápido rápidos rápida'],
  [4, 'лодка лодки лодку лодкой'],
  [4, 'корабль корабля кораблю'],
  [4, 'груз грузы грузов'],
  [4, 'матрос матроса матросу матросы'],
  [4, 'якорь якоря'],
  [8, 'ميناء الميناء'],
  [8, 'سفينة السفينة'],
  [8, 'كتاب الكتاب'],
  [8, 'مهندس المهندس المهندسون'],
];

/** One word, written otherwise: with and without its marks, ligatures, other letters of the same. */
const spelt: readonly (readonly [language: number, written: readonly string[]])[] = [
  [1, ['Müller', 'muller', 'MÜLLER']],
  [1, ['Gefäß', 'gefäss', 'GEFÄSS']],
  [2, ['Noël', 'noel', 'NOËL']],
  [2, ['œuvre', 'oeuvre']],
  [2, ['garçon', 'garcon']],
  [3, ['muñeca', 'muneca']],
  [3, ['pingüino', 'pinguino']],
  [0, ['Łódź', 'lodz']],
  [0, ['Ångström', 'angstrom', 'ÅNGSTRÖM', 'A\u030angstro\u0308m']],
  [0, ['smørrebrød', 'smorrebrod']],
  [0, ['ﬂotilla', 'flotilla']],
  [0, ['ＦＵＬＬＷＩＤＴＨ', 'fullwidth']],
  [4, ['ёлка', 'елка']],
  [8, ['مُحَمَّد', 'محمد', 'محـمـد']],
  [8, ['إسكندرية', 'اسكندريه']],
  [8, ['۴۷۸۲۶۱', '478261']],
  [9, ['שָׁלוֹם', 'שלום']],
  [5, ['ヨット', 'よっと', 'ﾖｯﾄ']],
];

/** Inflected words and words with other spellings: what one form of a query must find of the others. */
export function plantForms({ plant, decoys, probe }: Planter): void {
  const families = [
    ...inflected.map(([language, forms]) => ({ kind: 'another form of a word', language, forms: forms.split(' ') })),
    ...spelt.map(([language, forms]) => ({ kind: 'accents and other spellings', language, forms })),
  ];
  for (const { kind, language, forms } of families) {
    const finds = forms.flatMap((form) => [plant(form, { language }), plant(form, { language })]);
    for (const form of forms) probe(kind, form, finds);
    decoys(forms[0] ?? '');
  }
}
