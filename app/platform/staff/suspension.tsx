import { Confirm } from '../../shell/parts.tsx'
import { Field } from '../../ui/field.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

interface Props {
  kind: 'tenants' | 'stores'
  id: string
  name: string
  status: 'active' | 'suspended'
  reason: string | null
}

/** Closes a business or a store for shoppers, with a reason that its owner reads; or opens it again. */
export function Suspension({ kind, id, name, status, reason }: Props) {
  if (status === 'suspended') {
    return (
      <div className="suspension">
        <p className="notice notice--negative">Suspended{reason ? `: ${reason}` : '.'}</p>
        <InlineForm name="resume" fields={{ kind, id }}>
          <button className="button button--quiet button--small" type="submit">
            Resume {name}
          </button>
        </InlineForm>
      </div>
    )
  }
  return (
    <Confirm label="Suspend" question={`Shoppers cannot reach ${name} then. The owner is told the reason.`}>
      <InlineForm name="suspend" fields={{ kind, id }}>
        <Field id={`reason-${id}`} name="reason" label="Reason" maxLength={500} autoComplete="off" />
        <button className="button button--danger button--small" type="submit">
          Suspend {name}
        </button>
      </InlineForm>
    </Confirm>
  )
}
