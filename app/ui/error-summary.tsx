import { InPageLink } from './in-page-link.tsx'
import { useNews } from './use-news.ts'

interface Props {
  message: string | null
  /** In the order of the page; `id` is that of the field. */
  errors: { id: string; message: string }[]
}

/** At the top, with a link to each field at fault. The focus moves here: by this where Remix's client runs, else by the script. */
export function ErrorSummary({ message, errors }: Props) {
  const place = useNews<HTMLElement>((summary) => summary.focus())
  if (errors.length === 0 && !message) return null
  return (
    <section className="notice notice--negative error-summary" role="alert" tabIndex={-1} data-focus-first ref={place}>
      <h2>{message ?? 'Please check these first'}</h2>
      {errors.length > 0 ? (
        <ul>
          {errors.map((error) => (
            <li key={error.id}>
              <InPageLink to={error.id}>{error.message}</InPageLink>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
