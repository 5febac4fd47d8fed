/** The ways in which a person moves a page, or is about to. */
export const ways = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
