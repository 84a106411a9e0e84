/** A request's `Cookie` header as names and values; the first of a name wins, as in RFC 6265's order of specificity. */
export function parse(header: string | null): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = pair.slice(0, at).trim()
    found[name] ??= pair.slice(at + 1).trim()
  }
  return found
}
