import type { Store } from '#contract/store.ts'
import { POLICY_TITLES, policyHref } from '../../ui/policy-titles.ts'

interface Props {
  store: Pick<Store, 'policies'>
  /** Where a person would lose what they have typed. */
  isNewTab?: boolean
}

/** The pages that the store has written; nothing where it has written none. */
export function PolicyLinks({ store: { policies }, isNewTab = false }: Props) {
  if (policies.length === 0) return null
  return (
    <ul className="policy-links" aria-label="Policies">
      {policies.map((kind) => (
        <li key={kind}>
          <a href={policyHref(kind)} target={isNewTab ? '_blank' : undefined}>
            {POLICY_TITLES[kind]}
            {isNewTab ? <span className="visually-hidden"> (opens in a new tab)</span> : null}
          </a>
        </li>
      ))}
    </ul>
  )
}
