import { JSDOM } from 'jsdom';

// A screen within Node, to be imported before React. It has what React and its testing library look for, and nothing else:
// the service runs in the same process, and must not meet a browser's bytes and signals where it expects those of Node.

const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/', pretendToBeVisual: true });
const names = [
  ...['document', 'navigator', 'location', 'Node', 'Text', 'Element', 'HTMLElement', 'HTMLInputElement', 'SVGElement'],
  ...['HTMLTextAreaElement', 'HTMLIFrameElement', 'DocumentFragment', 'MutationObserver', 'getComputedStyle'],
  ...['requestAnimationFrame', 'cancelAnimationFrame'],
];
for (const name of names) Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
