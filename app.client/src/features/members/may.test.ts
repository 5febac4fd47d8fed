import { describe, expect, it } from 'vitest';
import { doableWith, mayManage } from './may.ts';

describe('what a panel of members offers', () => {
  it('offers a member nothing', () => {
    expect(mayManage('member')).toBe(false);
    expect(doableWith('member', { role: 'member' }, false)).toEqual({ roles: [], remove: false });
    expect(doableWith('member', { role: 'member' }, true)).toEqual({ roles: [], remove: false });
  });

  it('lets an admin raise and remove members, and nobody above', () => {
    expect(doableWith('admin', { role: 'member' }, false)).toEqual({ roles: ['admin'], remove: true });
    expect(doableWith('admin', { role: 'owner' }, false)).toEqual({ roles: [], remove: false });
  });

  it('lets an owner do all, but leave by leaving', () => {
    expect(doableWith('owner', { role: 'admin' }, false)).toEqual({ roles: ['owner', 'member'], remove: true });
    expect(doableWith('owner', { role: 'owner' }, true).remove).toBe(false);
  });
});
