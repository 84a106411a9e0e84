import type { ReactNode } from 'react'
import { FormPage } from './form.tsx'

/** A link from a mail that has been used, has expired, or lost a part on its way: what it may be, and a new one. */
export function LinkExpired({ lead, children }: { lead: string; children: ReactNode }) {
  return (
    <FormPage title="This link no longer works" lead={lead}>
      {children}
    </FormPage>
  )
}
