import { expect, test } from 'vitest'
import { whyUnrecognised } from './why-unrecognised.ts'

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))

test.each([
  ['nothing', '', /empty/],
  ['blank lines', ' \n\n', /empty/],
  ['a workbook', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14]), /spreadsheet/],
  ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /spreadsheet/],
  ['UTF-16 without its mark', utf16('Handle,Title,Variant Price\n'), /not text in UTF-8/],
  ['a page', '<!doctype html><p>a, b</p>', /not a CSV/],
  ['prose', 'Dear all\nthe list follows', /not a CSV/],
  ['other JSON', '{"orders": []}', /no products/],
  ['other columns', '"Order","Total"\n1,2\n', /“Handle”, “Title” and “Variant Price”\. It has “Order”, “Total”\.$/],
  ['many other columns', 'a;b;c;d;e;f;g\n', /“a”, “b”, “c”, “d”, “e” …\.$/],
])('%s is told apart', (_, file, said) => {
  expect(whyUnrecognised(typeof file === 'string' ? new TextEncoder().encode(file) : file)).toMatch(said)
})
