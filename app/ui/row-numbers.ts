/** The rows of a form: `rates.0.name`, `rates.1.name`. Also runs in browsers. */

/** The numbers of the rows of a list, rising. They may have gaps. */
export function rowNumbers(names: Iterable<string>, list: string): number[] {
  const start = `${list}.`
  const numbers = new Set<number>()
  for (const name of names) {
    const number = name.startsWith(start) ? /^\d{1,4}/.exec(name.slice(start.length))?.[0] : undefined
    if (number !== undefined) numbers.add(Number(number))
  }
  return [...numbers].sort((a, b) => a - b)
}
