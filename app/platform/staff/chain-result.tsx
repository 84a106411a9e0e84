import type { AuditVerification } from '#contract/audit.ts'
import { InlineForm } from '../../ui/inline-form.tsx'

export type ChainCheck = AuditVerification

/** What the check of the log has found. */
export function ChainResult({ check }: { check: ChainCheck }) {
  const { ok, checked, first_bad, head, unsealed, next } = check
  if (!ok) {
    return (
      <section className="notice notice--negative" role="alert">
        <h2>The log has been changed</h2>
        <p>Entry {first_bad} does not fit the one before it. Everything from there on cannot be trusted.</p>
      </section>
    )
  }
  return (
    <section className="notice notice--positive" role="status">
      <h2>{next === null ? 'The log is as it was written' : 'So far the log is as it was written'}</h2>
      <p>
        {checked === 1 ? 'One entry fits' : `${checked} entries fit`}.{' '}
        {unsealed > 0 ? `${unsealed} more of the last moment are not sealed yet. ` : ''}
        The seal of entry {head.sequence} is <code className="break-anywhere">{head.hash}</code>
      </p>
      {next === null ? null : (
        <InlineForm name="verify" fields={{ after: String(next) }}>
          <button className="button button--quiet button--small" type="submit">
            Go on from entry {next}
          </button>
        </InlineForm>
      )}
    </section>
  )
}
