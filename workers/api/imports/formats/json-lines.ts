/**
 * Where the elements of an array in a JSON text begin. `JSON.parse` does not say, and a report that names no line helps
 * nobody. The text must be valid JSON.
 */

/** The line of each element of the array at the top, or of the array under `key` of the object at the top. */
export function linesOfElements(text: string, key: string | null): number[] {
  const lines: number[] = []
  const arrayDepth = key === null ? 1 : 2
  let line = 1
  let depth = 0
  let inArray = key === null
  let expectsElement = false
  let lastString = ''
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '\n') line++
    if (char === undefined || /\s/.test(char)) continue
    if (expectsElement && char !== ']') lines.push(line)
    expectsElement = false
    if (char === '"') {
      const end = endOfString(text, index)
      if (depth === 1) lastString = text.slice(index + 1, end)
      index = end
    } else if (char === '[' || char === '{') {
      depth++
      if (char === '[' && depth === arrayDepth && (key === null || lastString === key)) inArray = expectsElement = true
    } else if (char === ']' || char === '}') {
      if (depth === arrayDepth) inArray = false
      depth--
    } else if (char === ',' && depth === arrayDepth && inArray) expectsElement = true
  }
  return lines
}

/** A string holds no line break of its own, so nothing in it counts. */
function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}

/** Lines that tell the elements apart: their own, or when several share one, their numbers. */
export const distinctLines = (lines: number[]): number[] =>
  lines.every((line, index) => index === 0 || line > (lines[index - 1] ?? 0))
    ? lines
    : lines.map((_, index) => index + 1)
