import type { ReactNode } from 'react'
import { FormPage } from './form.tsx'

interface Props {
  sentTo: string
  /** What the mail holds. */
  children: ReactNode
  /** Where to begin again. */
  againHref: string
}

/** Says the same whether there is such an account or not: what is true stands in the mail. */
export function CheckMail({ sentTo, children, againHref }: Props) {
  return (
    <FormPage
      title="Check your mail"
      lead={
        <>
          We have written to <strong className="break-anywhere">{sentTo}</strong>. {children}
        </>
      }
      footer={
        <p className="muted">
          Nothing there? Look in the spam folder, or check the address and <a href={againHref}>try again</a>.
        </p>
      }
    />
  )
}
