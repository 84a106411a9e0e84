/** Data for a script, as inert text in the page: `<` is escaped, so no value can close the block. */
export function DataBlock({ id, value }: { id: string; value: unknown }) {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in a data block must not be HTML-escaped; see above
  return <script id={id} type="application/json" dangerouslySetInnerHTML={{ __html: json }} />
}
