import type { Domain } from '#contract/access.ts'
import { CopyBox } from './copy-box.tsx'
import { Confirm, Panel, Status, Time } from './dashboard-parts.tsx'
import { RowForm } from './row-form.tsx'

/** A domain: proven, or what is left to do to prove it. */
export function DomainCard({ domain }: { domain: Domain }) {
  const { id, host, record, verified_at } = domain
  const isVerified = domain.status === 'verified'
  return (
    <Panel
      id={`domain-${id}`}
      title={host}
      text={isVerified ? 'Shoppers reach the store here.' : 'The store does not open here yet.'}
    >
      <p>
        <Status tone={isVerified ? 'positive' : 'caution'}>{isVerified ? 'Verified' : 'Waiting for the record'}</Status>
      </p>
      {isVerified && verified_at ? (
        <p className="muted">
          Since <Time iso={verified_at} />
        </p>
      ) : (
        <>
          <p>
            Set this TXT record where the domain’s DNS is run, and leave it there: it is what keeps the domain yours.
            New records can take an hour to be seen.
          </p>
          <CopyBox id={`name-${id}`} label="Name" value={record.name} />
          <CopyBox id={`value-${id}`} label="Value" value={record.value} />
        </>
      )}
      <div className="row-actions">
        {isVerified ? null : (
          <RowForm name="verify" fields={{ domain_id: id }}>
            <button className="button button--small" type="submit">
              Check now<span className="visually-hidden"> for {host}</span>
            </button>
          </RowForm>
        )}
        <Confirm label="Remove" question={`${host} will not lead to the store any more.`}>
          <RowForm name="remove" fields={{ domain_id: id }}>
            <button className="button button--danger button--small" type="submit">
              Remove the domain
            </button>
          </RowForm>
        </Confirm>
      </div>
    </Panel>
  )
}
