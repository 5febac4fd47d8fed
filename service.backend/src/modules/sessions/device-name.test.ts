import { expect, it } from 'vitest';
import { deviceName } from './device-name.ts';

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X)';
const android = 'Mozilla/5.0 (Linux; Android 10; K)';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0', 'Firefox on Linux'],
  [`${windows} ${blink} Safari/537.36`, 'Chrome on Windows'],
  [`${windows} ${blink} Safari/537.36 Edg/149.0.0.0`, 'Edge on Windows'],
  [`${windows} ${blink} Safari/537.36 OPR/120.0.0.0`, 'Opera on Windows'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/19.1 Safari/605.1.15`, 'Safari on Mac'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Safari/537.36`, 'Chrome on ChromeOS'],
  [`${iPhone} ${apple} Version/19.1 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
  [`${iPhone} ${apple} CriOS/149.0.0.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
  [`${iPhone} ${apple} FxiOS/152.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iPhone'],
  [`Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) ${apple} Version/19.1 Mobile/15E148 Safari/604.1`, 'Safari on iPad'],
  [`${android} ${blink} Mobile Safari/537.36`, 'Chrome on Android'],
  [
    `${android} ${blink.replace('Chrome', 'SamsungBrowser/28.0 Chrome')} Mobile Safari/537.36`,
    'Samsung Internet on Android',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/149.0.0.0',
    'Chrome on Linux',
  ],
  ['curl/8.14.1', 'curl'],
  ['', ''],
  ['<b>not a name</b>', ''],
])('calls %s "%s"', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
