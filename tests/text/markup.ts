/** HTML made to be slow: one construct of the parsing algorithm each, as much of it as `size` characters hold. */

/** `text` again and again. */
export const repeated =
  (text: string, before = '', after = '') =>
  (size: number): string =>
    before + text.repeat(Math.ceil(size / text.length)) + after

/** `part(0) + part(1) + …`: no two of them the same. */
export const numbered =
  (part: (index: number) => string, before = '', after = '') =>
  (size: number): string => {
    const parts: string[] = []
    let length = 0
    for (let index = 0; length < size; index += 1) {
      const text = part(index)
      parts.push(text)
      length += text.length
    }
    return before + parts.join('') + after
  }

type Make = (size: number) => string
const both =
  (first: Make, second: Make): Make =>
  (size) =>
    first(size / 2) + second(size / 2)

const ALL_FORMATTING = '<b><i><u><s><em><font><big><code><tt><strong><strike><small><nobr>'
const name = (index: number) => index.toString(36)

export const SLOW_MARKUP: Record<string, Make> = {
  'plain words': repeated('words and more words '),
  'angle brackets': repeated('<'),
  'tags that are never closed': repeated('<b '),
  'ends of tags that are never closed': repeated('</'),
  declarations: repeated('<!'),
  comments: repeated('<!-->'),
  'a comment of dashes': repeated('-', '<!--'),
  'comments inside comments': repeated('<!--', '<!--'),
  'sections of character data': repeated('<svg><![CDATA[x]]>'),
  ampersands: repeated('&'),
  entities: repeated('&amp;'),
  'an entity of digits': repeated('1', '&#'),
  'nearly entities': repeated('&noti'),
  'open boxes': repeated('<div>'),
  'boxes in boxes with paragraphs': repeated('<div><p>'),
  'open spans, then paragraphs': both(repeated('<span>'), repeated('<p>')),
  'open boxes, then ends of nothing': both(repeated('<div>'), repeated('</x>')),
  'open boxes, then ends of formatting': both(repeated('<div>'), repeated('</b>')),
  paragraphs: repeated('<p></p>'),
  'ends of paragraphs': repeated('</p>'),
  'line breaks': repeated('x<br>'),
  'formatting that is never closed': both(repeated('<b>'), repeated('<p>x')),
  'all formatting, never closed': both(repeated(ALL_FORMATTING), repeated('<p>x')),
  'formatting that differs, never closed': both(
    numbered((index) => `<b a=${name(index)}>`),
    repeated('<p>x'),
  ),
  'formatting misnested with paragraphs': repeated('<b><p></b>'),
  'formatting misnested with boxes': repeated('<b><div>'),
  'formatting closed in the wrong order': repeated('<a></b></i></u></em></ul>', ALL_FORMATTING),
  'links in links': numbered((index) => `<a href="https://x.example/${name(index)}">x`),
  'links misnested with boxes': repeated('<a><div>'),
  'tables in tables': repeated('<table><tr><td>'),
  'tables that are never closed': repeated('<table>'),
  'words that a table throws out': repeated('&amp;<table>'),
  'formatting that a table throws out': repeated('x<b>', '<table>'),
  'boxes that a table throws out': repeated('<div>x</div>', '<table>'),
  'cells of one row': repeated('<td>x', '<table><tr>'),
  'rows of one table': repeated('<tr><td>x', '<table>'),
  captions: repeated('<caption>x', '<table>'),
  options: repeated('<optgroup><option>x', '<select>'),
  'selects in tables': repeated('<table><select><tr>'),
  'items of one list': repeated('<li>x', '<ul>'),
  'lists in lists': repeated('<ul><li>'),
  'open spans, then items': both(repeated('<span>'), repeated('<li>')),
  'open spans, then terms': both(repeated('<span>'), repeated('<dd>')),
  headings: repeated('<h1><h2>'),
  drawings: repeated('<svg><g>'),
  formulas: repeated('<math><mi>'),
  templates: repeated('<template>'),
  scripts: repeated('<script></script>'),
  'a script in a comment in a script': repeated('<script', '<script><!--'),
  'a text area that nearly ends': repeated('</texta', '<textarea>'),
  'pages in pages': numbered((index) => `<html ${name(index)}><body ${name(index)}>`),
  'attributes of one tag': numbered((index) => `a${name(index)} `, '<a ', '>'),
  'attributes between slashes': numbered((index) => `a${name(index)}/`, '<a/', '>'),
  'attributes between quotes': numbered((index) => `a${name(index)}=""`, '<a ', '>'),
  'attributes that look like tags': numbered((index) => `<${name(index)} `, '<a ', '>'),
  'attributes of one letter': numbered((index) => `${String.fromCodePoint(0x100 + (index % 50_000))} `, '<a ', '>'),
  'attributes of an end': numbered((index) => `a${name(index)} `, '</a ', '>'),
  'blanks between words': repeated(' ', '<p>x', 'y'),
  'lines without words': repeated(' \n'),
  'invisible characters': repeated('\u200b'),
  'halves of characters': repeated('\ud800'),
}
