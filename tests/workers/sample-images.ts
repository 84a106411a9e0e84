/** Small real pictures for tests, of one colour (#c08040): 48 × 32 pixels, the PNG 400 × 300. Made with sharp. */
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

export const SAMPLES = {
  jpeg: bytesOf(
    '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC' +
      '8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAgADADASIAAhEBAxEB/8QAFQAB' +
      'AQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAUEQEAAAAAAAAAAAAAAAAAAA' +
      'AA/9oADAMBAAIRAxEAPwCwCWogAAAAAAAAAP/Z',
  ),
  png: bytesOf(
    'iVBORw0KGgoAAAANSUhEUgAAAZAAAAEsAQMAAADXeXeBAAAAA1BMVEXAgEB7inJBAAAACXBIWXMAAAsTAAALEwEAmpwYAAAAJklEQVRoge3BMQ' +
      'EAAADCoPVPbQlPoAAAAAAAAAAAAAAAAAAAgKcBO8QAAf5XcqAAAAAASUVORK5CYII=',
  ),
  gif: bytesOf(
    'R0lGODlhMAAgAIAAAExpccCAQCH5BAUAAAAALAAAAAAwACAAAAImjI+py+0Po5y02ouz3rz7D4biSJbmiabqyrbuC8fyTNf2jef6XQAAOw==',
  ),
  webpLossy: bytesOf(
    'UklGRkYAAABXRUJQVlA4IDoAAABQAwCdASowACAAPtFmrFCoJaQipWgBABoJZwDKpoAAK/fDcAD+h9f3QAKfs/6kYYsr+Lm6BJWEAAAA',
  ),
  webpLossless: bytesOf('UklGRh4AAABXRUJQVlA4TBEAAAAvL8AHAAdQwAIXqP+BiOh/AAA='),
  webpExtended: bytesOf(
    'UklGRmoAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSAoAAAABB1DAiAhERP8DVlA4IDoAAABQAwCdASowACAAPtFmrFCoJaQipWgBABoJZw' +
      'DKpoAAK/fDcAD+h9f3QAKfs/6kYYsr+Lm6BJWEAAAA',
  ),
  avif: bytesOf(
    'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAA' +
      'AAAERAAAEAAQAAAAAA+gABAAAAAAAAACQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAA' +
      'AAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAADAAAAAgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAsbW' +
      'RhdBIACgk4FS/7SAhoNIAyFRxCYuTgABYAAKxDfFlOs/Ez4gSkIA==',
  ),
}

/** The picture with some of its bytes replaced, as a forger would. */
export function withBytes(image: Uint8Array, offset: number, bytes: number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(image)
  copy.set(bytes, offset)
  return copy
}

/** The JPEG as a camera on its side writes it: an Exif segment with orientation 6 after the first two bytes. */
export function turnedJpeg(): Uint8Array<ArrayBuffer> {
  const tiff = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...SAMPLES.jpeg.subarray(2)])
}
