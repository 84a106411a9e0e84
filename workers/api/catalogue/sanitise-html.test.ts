import { describe, expect, test } from 'vitest'
import { escapeHtml, sanitiseHtml } from './sanitise-html.ts'

const html = (input: string) => sanitiseHtml(input)?.html

describe('a description from outside', () => {
  test.each([
    ['a script', '<p>Hi<script>alert(1)</script></p>', '<p>Hi</p>'],
    ['an event handler', '<p onclick="alert(1)" style="color:red" class="x" id="y">Hi</p>', '<p>Hi</p>'],
    ['an image that fails', '<p>Hi<img src=x onerror=alert(1)></p>', '<p>Hi</p>'],
    ['an SVG', '<svg><script>alert(1)</script><text>x</text></svg><p>Hi</p>', '<p>Hi</p>'],
    ['a style sheet', '<style>p{display:none}</style><p>Hi</p>', '<p>Hi</p>'],
    ['a frame', '<iframe src="https://x.example"></iframe><p>Hi</p>', '<p>Hi</p>'],
    ['a template', '<template><img src=x onerror=alert(1)></template><p>Hi</p>', '<p>Hi</p>'],
    ['a form', '<form action=/x><button>Pay</button></form><p>Hi</p>', '<p>Hi</p>'],
    ['a comment', '<!-- x --><p>Hi</p>', '<p>Hi</p>'],
    ['MathML that hides a script', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', ''],
  ])('loses %s', (_, input, output) => {
    expect(html(input)).toBe(output)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/cart',
    'vbscript:x',
  ])('keeps the words and not the address of a link to %s', (href) => {
    expect(html(`<p><a href="${href}">here</a></p>`)).toBe('<p><a>here</a></p>')
  })

  test('keeps links to the web and to mail, without our endorsement', () => {
    expect(
      html('<p><a href="https://a.example/?a=1&b=2" target=_blank>a</a> <a href="mailto:a@b.example">b</a></p>'),
    ).toBe(
      '<p><a href="https://a.example/?a=1&#x26;b=2" rel="nofollow noopener">a</a> <a href="mailto:a@b.example" rel="nofollow noopener">b</a></p>',
    )
  })

  test('keeps lists, headings, emphasis and simple tables', () => {
    const table = '<table><tbody><tr><th colspan="2">Size</th></tr><tr><td>M</td><td>40 cm</td></tr></tbody></table>'
    const input = `<h2>Care</h2><ul><li><strong>Wash</strong> cold</li></ul><ol><li><em>Dry</em><br>flat</li></ol>${table}`
    expect(html(input)).toBe(input)
  })

  test('becomes paragraphs where it was loose words or boxes', () => {
    expect(html('Just words')).toBe('<p>Just words</p>')
    expect(html('<div>One</div><div>Two <b>bold</b></div>three')).toBe('<p>One</p><p>Two <b>bold</b></p><p>three</p>')
    expect(html('<div><div><p>Deep</p></div></div>')).toBe('<p>Deep</p>')
    expect(html('<h1>Big</h1><h6>Small</h6>')).toBe('<h2>Big</h2><h4>Small</h4>')
    expect(html('  \n ')).toBe('')
  })

  test('gives its words for search', () => {
    expect(sanitiseHtml('<p>Blue <b>mug</b></p><ul><li>320 ml</li></ul><script>x</script>')?.text).toBe(
      'Blue mug 320 ml',
    )
  })

  test('is the same when cleaned again', () => {
    const once = html('<div>A & B <a href="https://x.example">x</a></div><p>5 < 6</p>') ?? ''
    expect(html(once)).toBe(once)
  })

  const attributes = (between: string) => Array.from({ length: 100 }, (_, index) => `a${index}`).join(between)
  test.each([
    ['nested beyond reason', '<div>'.repeat(100)],
    ['nested by formatting that is closed in the wrong order', '<b><p></b>'.repeat(2_000)],
    ['made of nothing but tags', '<br>'.repeat(4_000)],
    ['made of nothing but ends of tags', '</b>'.repeat(7_000)],
    ['blown up by formatting that is never closed', `<p><i><b><u>${'<p>x'.repeat(1_000)}`],
    ['one tag with too many attributes', `<a ${attributes(' ')}>x</a>`],
    ['one tag with too many attributes between slashes', `<a/${attributes('/')}>x</a>`],
    ['one tag with too many attributes between quotes', `<a ${attributes('=""')}>x</a>`],
    ['one tag whose attributes look like tags', `<a ${attributes(' <')}>x</a>`],
    ['one end of a tag with too many attributes', `<a>x</a ${attributes(' ')}>`],
    ['an entity of a thousand digits', `<p>&#${'1'.repeat(1_000)};</p>`],
  ])('is refused when it is %s', (_, input) => {
    expect(sanitiseHtml(input)).toBeNull()
  })

  test('is taken when it is as large as a table of sizes pasted from a word processor', () => {
    const cell =
      '<td style="width:1cm" class=x1 valign=top><p><span lang=EN style="font-size:9pt">40 cm</span></p></td>'
    const table = `<div><table border=0><tbody>${`<tr>${cell.repeat(12)}</tr>`.repeat(40)}</tbody></table></div>`
    expect(html(table)).toBe(
      `<table><tbody>${`<tr>${'<td><p>40 cm</p></td>'.repeat(12)}</tr>`.repeat(40)}</tbody></table>`,
    )
  })

  test('says the same as the plain words it was made of', () => {
    expect(html(escapeHtml('5 < 6 & <b>not bold</b>'))).toBe('<p>5 &#x3C; 6 &#x26; &#x3C;b>not bold&#x3C;/b></p>')
  })
})
