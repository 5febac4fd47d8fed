/** True while an input method composes: its keys are its own. Safari says so of the key that ends it by the code alone. */
export const isComposing = ({ isComposing, keyCode }: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  isComposing || keyCode === 229;

/** The letter on a key: what it writes, and where that is of another script, what stands in its place on a Latin keyboard. */
export const letterOnKey = ({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string =>
  (key > '\x7f' && code.startsWith('Key') ? code.slice(3) : key).toLowerCase();
