import type { ApiKey } from '#contract/access.ts'
import { ACTIONS, KEY_SCOPES } from '#domain/permissions.ts'
import { Confirm, Time } from '../../shell/parts.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

export function KeyTable({ keys }: { keys: ApiKey[] }) {
  return (
    <DataTable
      caption="API keys"
      items={keys}
      keyOf={({ id }) => id}
      columns={[
        {
          label: 'Key',
          cell: ({ name, hint }) => (
            <span className="two-lines">
              {name}
              <code className="muted">{hint}</code>
            </span>
          ),
        },
        {
          label: 'Permissions',
          cell: ({ type, scopes }) => (type === 'publishable' ? 'Identifies the store' : scopes.join(', ')),
        },
        {
          label: 'Created',
          cell: ({ created_at, created_by }) => (
            <span className="two-lines">
              <Time iso={created_at} isDay />
              <span className="muted">{created_by}</span>
            </span>
          ),
        },
        { label: 'Last used', cell: ({ last_used_at }) => (last_used_at ? <Time iso={last_used_at} /> : 'Never') },
        {
          label: 'Actions',
          isQuiet: true,
          cell: ({ id, name }) => (
            <Confirm label="Revoke" question={`Programs that use “${name}” stop working at once.`}>
              <InlineForm name="revoke" fields={{ api_key_id: id }}>
                <button className="button button--danger button--small" type="submit">
                  Revoke {name}
                </button>
              </InlineForm>
            </Confirm>
          ),
        },
      ]}
    />
  )
}

export function NewKeyForm() {
  const form = useForm('create', { type: 'secret' })
  const scopes = form.value('scopes').split('\n')
  const error = form.error('scopes')
  return (
    <ActionForm form={form}>
      <Field {...form.field('name')} label="Name" hint="The program that uses it." maxLength={80} autoComplete="off" />
      <fieldset className="role-choice">
        <legend>Type</legend>
        <label className="check">
          <input type="radio" name="type" value="secret" defaultChecked={form.value('type') !== 'publishable'} />
          <span className="check__words">
            Secret<span className="muted">For programs on your own servers.</span>
          </span>
        </label>
        <label className="check">
          <input type="radio" name="type" value="publishable" defaultChecked={form.value('type') === 'publishable'} />
          <span className="check__words">
            Publishable<span className="muted">For web pages. It only identifies the store.</span>
          </span>
        </label>
      </fieldset>
      <fieldset className="role-choice" id={form.idOf('scopes')}>
        <legend>Permissions of a secret key</legend>
        {error ? <p className="field-error">{error}</p> : null}
        {KEY_SCOPES.map((scope) => (
          <label className="check" key={scope}>
            <input type="checkbox" name="scopes" value={scope} defaultChecked={scopes.includes(scope)} />
            <span className="check__words">
              {ACTIONS[scope].means}
              <code className="muted">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton>Create API key</SubmitButton>
    </ActionForm>
  )
}
