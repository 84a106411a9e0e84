/**
 * Descriptions from outside made safe to place in a page: a small list of elements, no attribute but a link's address and
 * a cell's span, nothing that runs, loads or styles. What is not on the list is unwrapped, so its words stay.
 *
 * Shape   The top level is always blocks: loose words become paragraphs, so plain text is good input as well.
 * Cost    A parser of HTML takes quadratic time over input made for that, so what no person writes is not parsed: thousands
 *         of tags, hundreds of attributes on one.
 * Errors  `null` for such input, and for elements nested deeper than the stack; never throws.
 */
import { fromHtml } from 'hast-util-from-html'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toText } from 'hast-util-to-text'

type Root = ReturnType<typeof fromHtml>
type Child = Root['children'][number]
type Element = Extract<Child, { type: 'element' }>

const BLOCKS = new Set(['p', 'ul', 'ol', 'h2', 'h3', 'h4', 'table'])
const PHRASING = ['strong', 'em', 'b', 'i', 'br', 'a']
/** Elements that only group others: their content is moved up a level. */
const GROUPS = new Set([
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'aside',
  'figure',
  'center',
  'blockquote',
])
const RENAMED: Record<string, string> = { h1: 'h2', h5: 'h4', h6: 'h4' }
const DROPPED = ['script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'object', 'svg', 'math']
const DROPPED_FORMS = ['form', 'select', 'textarea', 'button', 'title', 'xmp']

const SCHEMA: Schema = {
  tagNames: [...BLOCKS, ...PHRASING, 'li', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  attributes: { a: ['href'], td: ['colSpan', 'rowSpan'], th: ['colSpan', 'rowSpan'] },
  protocols: { href: ['http', 'https', 'mailto'] },
  strip: [...DROPPED, ...DROPPED_FORMS],
  ancestors: Object.fromEntries([
    ['li', ['ul', 'ol']],
    ...['thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map((name) => [name, ['table']]),
  ]),
  allowComments: false,
  allowDoctypes: false,
}

export interface CleanHtml {
  html: string
  /** The words alone, for search. */
  text: string
}

const TAGS_MAX = 10_000
const ATTRIBUTES_MAX = 200

export function sanitiseHtml(input: string): CleanHtml | null {
  if (!isByHand(input)) return null
  try {
    const tree = fromHtml(withoutStyling(input), { fragment: true })
    const clean = sanitize({ type: 'root', children: toBlocks(tree.children) }, SCHEMA)
    if (clean.type !== 'root') return { html: '', text: '' }
    markLinks(clean.children as Child[])
    return { html: toHtml(clean), text: toText(clean).trim() }
  } catch (error) {
    if (error instanceof RangeError) return null // the call stack: thousands of elements inside one another
    throw error
  }
}

function isByHand(html: string): boolean {
  if ((html.match(/<[a-z/]/gi)?.length ?? 0) > TAGS_MAX) return false
  return (html.match(/<[a-z][^<>]*/gi) ?? []).every((tag) => (tag.match(/\s+/g)?.length ?? 0) <= ATTRIBUTES_MAX)
}

/**
 * Formatting elements without attributes. One that is left open is opened again in every paragraph that follows; the parser
 * does so for at most three that are equal, but for any number that differ.
 */
const withoutStyling = (html: string): string =>
  html.replace(/<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*>/gi, '<$1>')

/** Plain words as HTML that says the same. */
export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function toBlocks(children: Child[]): Child[] {
  const blocks: Child[] = []
  let loose: Child[] = []
  const closeParagraph = () => {
    if (loose.some(hasWords))
      blocks.push({ type: 'element', tagName: 'p', properties: {}, children: loose as Element[] })
    loose = []
  }
  for (const child of children) {
    const name = child.type === 'element' ? (RENAMED[child.tagName] ?? child.tagName) : ''
    if (child.type === 'element' && (BLOCKS.has(name) || GROUPS.has(name))) {
      closeParagraph()
      if (GROUPS.has(name)) blocks.push(...toBlocks(child.children))
      else blocks.push({ ...child, tagName: name })
    } else loose.push(child)
  }
  closeParagraph()
  return blocks
}

const hasWords = (node: Child): boolean => {
  if (node.type === 'text') return node.value.trim() !== ''
  return node.type === 'element' && !SCHEMA.strip?.includes(node.tagName) && node.children.some(hasWords)
}

/** A link leads to another site, which gets neither our endorsement nor a handle on the page. Relative ones lead nowhere here. */
function markLinks(children: Child[]): void {
  for (const child of children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'a') {
      const href = String(child.properties.href ?? '')
      child.properties = /^(https?:|mailto:)/i.test(href) ? { href, rel: ['nofollow', 'noopener'] } : {}
    }
    markLinks(child.children)
  }
}
