import type { ReactNode } from 'react'
import { FormPage } from '../../ui/form.tsx'

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
      title="Check your e-mail"
      lead={
        <>
          We sent an e-mail to <strong className="break-anywhere">{sentTo}</strong>. {children}
        </>
      }
      footer={
        <p className="muted">
          No e-mail? Check your spam folder, or <a href={againHref}>try again</a>.
        </p>
      }
    />
  )
}
