import type { Domain } from '#contract/access.ts'
import { Badge, Confirm, Panel, Time } from '../../shell/parts.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

/** A domain: proven, or what is left to do to prove it. */
export function DomainCard({ domain }: { domain: Domain }) {
  const { id, host, record, verified_at } = domain
  const isVerified = domain.status === 'verified'
  return (
    <Panel id={`domain-${id}`} title={host} text={isVerified ? 'Your store is available here.' : 'Not connected yet.'}>
      <p>
        <Badge tone={isVerified ? 'positive' : 'caution'}>{isVerified ? 'Verified' : 'Waiting for DNS record'}</Badge>
      </p>
      {isVerified && verified_at ? (
        <p className="muted">
          Since <Time iso={verified_at} />
        </p>
      ) : (
        <>
          <p>
            Add this TXT record at your DNS provider and keep it: it proves that the domain is yours. New records can
            take up to an hour.
          </p>
          <CopyField id={`name-${id}`} label="Name" value={record.name} />
          <CopyField id={`value-${id}`} label="Value" value={record.value} />
        </>
      )}
      <div className="row-actions">
        {isVerified ? null : (
          <InlineForm name="verify" fields={{ domain_id: id }}>
            <button className="button button--small" type="submit">
              Check now<span className="visually-hidden"> for {host}</span>
            </button>
          </InlineForm>
        )}
        <Confirm label="Remove" question={`Your store will no longer be available at ${host}.`}>
          <InlineForm name="remove" fields={{ domain_id: id }}>
            <button className="button button--danger button--small" type="submit">
              Remove domain
            </button>
          </InlineForm>
        </Confirm>
      </div>
    </Panel>
  )
}
