/** What the pages of the API reference are made of. */
import type { Row } from './api-schema.ts'

export const OperationName = ({ operation: { method, path } }: { operation: { method: string; path: string } }) => (
  <code className="docs__name">
    <b className={`docs__method docs__method--${method.toLowerCase()}`}>{method}</b> {path.replace('/api/v1', '')}
  </code>
)

export const FieldTable = ({ caption, rows }: { caption: string; rows: Row[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section className="docs__table" tabIndex={0} aria-label={caption}>
    <table>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, type, isRequired, text }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
              {isRequired ? <span className="docs__required"> required</span> : null}
            </th>
            <td>
              <code>{type}</code>
            </td>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

export const CodeBlock = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section className="docs__code" tabIndex={0} aria-label={label}>
    <pre>
      <code>{text}</code>
    </pre>
  </section>
)
