/** A value as it lies on disk: encrypted, or plain where the browser has no encryption to offer. */
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly data: ArrayBuffer } | { readonly plain: unknown };

/** Locks what people wrote before it goes to disk. It does not stop a script that runs in the page. */
export interface Cipher {
  seal(userId: string, value: unknown): Promise<Sealed>;
  /** undefined: written with another key, or for another user. */
  open(userId: string, sealed: Sealed): Promise<unknown>;
}

/** A key that can be used but never read out. */
export const generateKey = (crypto: Crypto): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** Binds each text to its user: moved to another's place it does not open. */
export function createCipher(crypto: Crypto, key: CryptoKey | null): Cipher {
  const parameters = (userId: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(userId),
  });
  return {
    async seal(userId, value) {
      if (!key) return { plain: value };
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new TextEncoder().encode(JSON.stringify(value));
      return { iv, data: await crypto.subtle.encrypt(parameters(userId, iv), key, bytes) };
    },
    async open(userId, sealed) {
      if ('plain' in sealed) return sealed.plain;
      if (!key) return undefined;
      try {
        const bytes = await crypto.subtle.decrypt(parameters(userId, sealed.iv), key, sealed.data);
        return JSON.parse(new TextDecoder().decode(bytes));
      } catch {
        return undefined;
      }
    },
  };
}
