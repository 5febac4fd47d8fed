/** From here on the details stand beside the page instead of over it. */
export const WIDE = '(min-width: 1200px)';
