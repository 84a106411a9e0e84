/** Every regular expression that is written in the tree that ships, found by the compiler's own parser. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SHIPPED = ['app', 'contract', 'domain', 'durable-objects', 'workers']

export interface Pattern {
  /** As it stands in the source, between its slashes and with its flags. */
  literal: string
  source: string
  flags: string
  /** File and line of the first place. */
  place: string
}

export interface Patterns {
  literals: Pattern[]
  /** Places where one is made at run time. */
  constructed: string[]
}

export function shippedPatterns(): Patterns {
  const literals = new Map<string, Pattern>()
  const constructed: string[] = []
  for (const file of SHIPPED.flatMap(sourceFiles)) {
    const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true)
    const placeOf = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node) && !literals.has(node.text)) {
        literals.set(node.text, patternOf(node.text, placeOf(node)))
      }
      if (ts.isIdentifier(node) && node.text === 'RegExp' && !ts.isTypeReferenceNode(node.parent)) {
        constructed.push(placeOf(node))
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { literals: [...literals.values()], constructed }
}

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.(?:ts|tsx|mjs)$/.test(name) && !/\.test\.tsx?$/.test(name) && !/(?:^|\/)(?:build|node_modules)\//.test(name),
    )
    .map((name) => path.join(folder, name))
    .sort()
}

function patternOf(literal: string, place: string): Pattern {
  const end = literal.lastIndexOf('/')
  return { literal, source: literal.slice(1, end), flags: literal.slice(end + 1), place }
}
