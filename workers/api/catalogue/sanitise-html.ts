/**
 * Descriptions from outside made safe to place in a page: a small list of elements, no attribute but a link's address and
 * a cell's span, nothing that runs, loads or styles. What is not on the list is unwrapped, so its words stay.
 *
 * Shape   The top level is always blocks: loose words become paragraphs, so plain text is good input as well.
 * Cost    Some 20 ms of CPU at most, whatever the input: see `parse-html.ts`. Everything after it takes one step per node.
 * Errors  `null` for input that no person writes: thousands of elements, or deeply nested ones; never throws.
 */
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { type HtmlNode, parseHtml } from './parse-html.ts'

type Element = Extract<HtmlNode, { type: 'element' }>

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
const RENAMED = new Map([
  ['h1', 'h2'],
  ['h5', 'h4'],
  ['h6', 'h4'],
])
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

export function sanitiseHtml(input: string): CleanHtml | null {
  const nodes = parseHtml(input)
  if (!nodes) return null
  const clean = sanitize({ type: 'root', children: toBlocks(nodes) }, SCHEMA)
  if (clean.type !== 'root') return { html: '', text: '' }
  markLinks(clean.children as HtmlNode[])
  return { html: toHtml(clean), text: wordsOf(clean.children as HtmlNode[]) }
}

/** Plain words as HTML that says the same. */
export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function toBlocks(children: HtmlNode[]): HtmlNode[] {
  const blocks: HtmlNode[] = []
  let loose: HtmlNode[] = []
  const closeParagraph = () => {
    if (loose.some(hasWords))
      blocks.push({ type: 'element', tagName: 'p', properties: {}, children: loose as Element[] })
    loose = []
  }
  for (const child of children) {
    const name = child.type === 'element' ? (RENAMED.get(child.tagName) ?? child.tagName) : ''
    if (child.type === 'element' && (BLOCKS.has(name) || GROUPS.has(name))) {
      closeParagraph()
      if (GROUPS.has(name)) blocks.push(...toBlocks(child.children))
      else blocks.push({ ...child, tagName: name })
    } else loose.push(child)
  }
  closeParagraph()
  return blocks
}

const hasWords = (node: HtmlNode): boolean => {
  if (node.type === 'text') return node.value.trim() !== ''
  return node.type === 'element' && !SCHEMA.strip?.includes(node.tagName) && node.children.some(hasWords)
}

/** A link leads to another site, which gets neither our endorsement nor a handle on the page. Relative ones lead nowhere here. */
function markLinks(children: HtmlNode[]): void {
  for (const child of children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'a') {
      const href = String(child.properties.href ?? '')
      child.properties = /^(https?:|mailto:)/i.test(href) ? { href, rel: ['nofollow', 'noopener'] } : {}
    }
    markLinks(child.children)
  }
}

/** Elements within a line: what stands around them belongs to the same word. */
const WITHIN_WORDS = new Set(PHRASING.filter((name) => name !== 'br'))

/** The words, separated by single blanks. */
function wordsOf(nodes: readonly HtmlNode[]): string {
  const parts: string[] = []
  const gather = (node: HtmlNode): void => {
    if (node.type === 'text') parts.push(node.value)
    if (node.type !== 'element') return
    const around = WITHIN_WORDS.has(node.tagName) ? '' : ' '
    parts.push(around)
    node.children.forEach(gather)
    parts.push(around)
  }
  nodes.forEach(gather)
  return parts.join('').replace(/\s+/g, ' ').trim()
}
