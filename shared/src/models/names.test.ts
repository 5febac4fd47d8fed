import { describe, expect, it } from 'vitest';
import { Changes } from './change.ts';
import { asBegun, Title } from './conversation.ts';
import { DisplayName, Password, Username } from './user.ts';

describe('names', () => {
  it('trims a line of text and refuses what would break or turn it', () => {
    expect(DisplayName.parse('  Ada Lovelace ')).toBe('Ada Lovelace');
    expect(Title.parse('潮位計 ⚓')).toBe('潮位計 ⚓');
    for (const name of ['', '   ', 'two\nlines', 'turned\u202eround', 'half\ud83d', 'x'.repeat(81)]) {
      expect(Title.safeParse(name).success, JSON.stringify(name)).toBe(false);
    }
  });

  it('knows a username by one spelling', () => {
    expect(Username.safeParse('ada.l-1_x').success).toBe(true);
    for (const name of ['Ada', 'ad', '.ada', 'ada lovelace', 'ádá', 'x'.repeat(33)]) {
      expect(Username.safeParse(name).success, name).toBe(false);
    }
  });

  it('takes any characters in a password, and cuts none off', () => {
    expect(Password.parse('  пароль 密码 ')).toBe('  пароль 密码 ');
    expect(Password.safeParse('x'.repeat(129)).success).toBe(false);
  });
});

describe('changes from a newer server', () => {
  it('are passed over where their kind is not known, without losing their neighbours', () => {
    const conversation = {
      id: '0b8e7a4e-3d0f-4d43-9a5e-6d8f2c1b7a90',
      kind: 'group',
      title: 'Pier 4',
      createdBy: '0b8e7a4e-3d0f-4d43-9a5e-6d8f2c1b7a91',
      createdAt: '2026-01-01T00:00:00.000Z',
      rev: 3,
      ...asBegun,
    };
    const known = { kind: 'conversation', seq: 3, conversation };
    expect(Changes.parse([{ kind: 'pin', seq: 2 }, known])).toEqual([known]);
  });
});
