/** How everyday messages are put together in one language: `glue` stands between its words. */
export interface Language {
  readonly name: string;
  readonly glue: string;
  readonly words: readonly string[];
}

const spaced = (name: string, words: string): Language => ({ name, glue: ' ', words: words.split(' ') });
const dense = (name: string, words: string): Language => ({ name, glue: '', words: words.split(' ') });

/** What people say all day. Nothing that a query of the corpus looks for is among it, nor begins or ends like it. */
export const languages: readonly Language[] = [
  spaced(
    'English',
    'the and we you they with from today morning evening please could would should meeting paper table window door coffee lunch ' +
      'garden river bridge street corner market good great better small large first second next week month later again always ' +
      'never write read call bring take give find think know hope thanks sure maybe about before after under over between',
  ),
  spaced(
    'German',
    'der die das und wir ihr sie mit von heute morgen abend bitte können würden sollten Sitzung Papier Tisch Fenster Tür Kaffee ' +
      'Garten Brücke Straße Ecke Markt gut besser klein groß zuerst danach Woche Monat später wieder immer nie schreiben lesen ' +
      'bringen nehmen geben denken wissen danke sicher vielleicht über zwischen gegen ohne durch',
  ),
  spaced(
    'French',
    'le la les et nous vous ils avec depuis aujourd’hui matin soir merci réunion papier table fenêtre porte café déjeuner jardin ' +
      'pont rue coin marché bon meilleur petit grand premier ensuite semaine mois plus tard encore toujours jamais écrire lire ' +
      'prendre donner penser savoir peut-être avant après sous entre très bien sûr',
  ),
  spaced(
    'Spanish',
    'el la los y nosotros ustedes ellos con desde hoy mañana tarde gracias reunión papel mesa ventana puerta café almuerzo jardín ' +
      'puente calle esquina mercado bueno mejor pequeño grande primero después semana mes luego otra vez siempre nunca escribir ' +
      'leer traer tomar dar pensar saber quizás antes bajo entre muy bien claro',
  ),
  spaced(
    'Russian',
    'мы вы они с сегодня утро вечер пожалуйста спасибо встреча бумага стол окно дверь кофе обед сад мост улица угол рынок хорошо ' +
      'лучше первый второй потом неделя месяц позже снова всегда никогда писать читать нести брать давать думать знать может ' +
      'быть перед после под между очень конечно',
  ),
  dense(
    'Japanese',
    '今日は 明日も 会議が 資料を 読みます 書きました ありがとう お願いします 昼食の あとで 大丈夫です 窓を 開けて 机の上に 置きました 来週 また 話しましょう ' +
      'それは とても いいですね 橋を 渡って 右です 、 。',
  ),
  dense(
    'Chinese',
    '今天 明天 我们 你们 会议 文件 已经 写好了 谢谢 请看一下 午饭 以后 没问题 打开 窗户 放在 桌子上 下周 再说 非常好 过了 桥 往右 ， 。',
  ),
  spaced(
    'Korean',
    '오늘은 내일도 우리가 회의를 서류를 읽었어요 썼습니다 감사합니다 부탁해요 점심 다음에 괜찮아요 창문을 열어 책상에 두었어요 다음주 다시 말해요 아주 좋네요 ' +
      '다리를 건너서 오른쪽',
  ),
  spaced(
    'Arabic',
    'نحن أنتم هم مع من اليوم صباح مساء شكرا رجاء اجتماع ورقة طاولة نافذة باب قهوة غداء حديقة جسر شارع زاوية سوق جيد أفضل صغير كبير ' +
      'أول ثم أسبوع شهر لاحقا دائما أبدا قرأ أخذ أعطى فكر عرف ربما قبل بعد تحت بين جدا',
  ),
  spaced(
    'Hebrew',
    'אנחנו אתם הם עם היום בוקר ערב תודה בבקשה פגישה נייר שולחן חלון דלת קפה גינה גשר רחוב פינה שוק טוב יותר קטן גדול ראשון אחר שבוע ' +
      'חודש שוב תמיד אף כתב קרא לקח נתן חשב ידע אולי לפני אחרי תחת בין מאוד',
  ),
];

/** What stands in messages beside words. None of the corpus' queries asks for it. */
export const ornaments: readonly string[] = [
  '🙂',
  '👍',
  '…',
  '!',
  '?',
  '12',
  '7:45',
  'https://example.org',
  '@dana',
  '`make`',
];
