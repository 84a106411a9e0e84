/**
 * HTML from outside parsed as a browser parses it (parse5, the algorithm of the HTML Standard), within a budget.
 *
 * Cost    The algorithm takes quadratic time over input made for that: scopes are looked for down the whole stack of open
 *         elements, formatting that was left open is opened again in every block, a name is compared with every attribute of
 *         its tag. So the parser itself counts as it goes, and stops where the budget ends.
 * Errors  `null` for input that needs more; never throws for what it is given. The length of the input is the caller's to
 *         limit.
 */
import { fromParse5 } from 'hast-util-from-parse5'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser, type Token, Tokenizer } from 'parse5'

export type HtmlNode = Extract<ReturnType<typeof fromParse5>, { type: 'root' }>['children'][number]

/** Several times what the largest descriptions of real shops need. */
export const HTML_BUDGET = {
  /** Elements and comments made, those included that the parser opens by itself. */
  nodes: 3_000,
  /** Elements open at one time. */
  depth: 64,
  /** Tags that open and tags that close, right or wrong. */
  tags: 6_000,
  /** Attributes of one tag. */
  attributes: 64,
}

class OverBudget extends Error {}

export function parseHtml(html: string): HtmlNode[] | null {
  const parser = Parser.getFragmentParser<DefaultTreeAdapterMap>(null, { treeAdapter: countingAdapter() })
  parser.tokenizer = new CountingTokenizer(parser.options, parser)
  try {
    parser.tokenizer.write(html, true)
  } catch (error) {
    // RangeError: an entity of hundreds of digits, which the decoder counts up to infinity.
    if (error instanceof OverBudget || error instanceof RangeError) return null
    throw error
  }
  const tree = fromParse5(parser.getFragment())
  return tree.type === 'root' ? tree.children : []
}

class CountingTokenizer extends Tokenizer {
  #tags = 0

  protected override emitCurrentTagToken(): void {
    this.#tags += 1
    if (this.#tags > HTML_BUDGET.tags) throw new OverBudget()
    super.emitCurrentTagToken()
  }

  /** Before the name is compared with those before it. */
  protected override _leaveAttrName(): void {
    if ((this.currentToken as Token.TagToken).attrs.length >= HTML_BUDGET.attributes) throw new OverBudget()
    super._leaveAttrName()
  }
}

function countingAdapter(): typeof defaultTreeAdapter {
  let nodes = 0
  let depth = 0
  const counted = <T>(node: T): T => {
    nodes += 1
    if (nodes > HTML_BUDGET.nodes) throw new OverBudget()
    return node
  }
  return {
    ...defaultTreeAdapter,
    createElement: (...of) => counted(defaultTreeAdapter.createElement(...of)),
    createCommentNode: (...of) => counted(defaultTreeAdapter.createCommentNode(...of)),
    // Of a second <html> or <body>: they would be compared with all that the first has gathered, and are read by nobody.
    adoptAttributes: () => {},
    onItemPush: () => {
      depth += 1
      if (depth > HTML_BUDGET.depth) throw new OverBudget()
    },
    onItemPop: () => {
      depth -= 1
    },
  }
}
