/** What the pages about delivery and about taxes have for services that are asked. */

import { Confirm, Panel, Time } from '../../shell/parts.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Field } from '../../ui/field.tsx'
import type { FormHandle } from '../../ui/form.tsx'
import { FORM_KEY } from '../../ui/form-state.ts'
import { InlineForm } from '../../ui/inline-form.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

export function ServiceFields({ form, namePlaceholder }: { form: FormHandle; namePlaceholder: string }) {
  return (
    <div className="fields-row">
      <Field
        {...form.field('service.name')}
        label="Name"
        placeholder={namePlaceholder}
        maxLength={60}
        autoComplete="off"
        isOptional
      />
      <Field
        {...form.field('service.url')}
        type="url"
        label="Web address"
        placeholder="https://rates.example.com/tradewind"
        inputMode="url"
        autoComplete="off"
        maxLength={500}
        isOptional
      />
    </div>
  )
}

/** With the new secret, right after it was made. `madeAt` is null while there is none. */
export function SigningSecret({ madeAt, formKey }: { madeAt: string | null; formKey: string }) {
  const made = useAnswer<{ madeSecret?: string }>()?.madeSecret
  const button = (label: string) => (
    <InlineForm name="secret" fields={{ [FORM_KEY]: formKey }}>
      <button className="button button--small" type="submit">
        {label}
      </button>
    </InlineForm>
  )
  return (
    <Panel id="secret" title="Signing secret" text="Lets your service check that requests come from this store.">
      {made ? (
        <>
          <p className="notice notice--caution" role="status">
            Copy it now and store it like a password. It is not shown again.
          </p>
          <CopyField id="signing-secret" label="Signing secret" value={made} />
        </>
      ) : (
        <p>
          {madeAt ? (
            <>
              Created on <Time iso={madeAt} isDay />.
            </>
          ) : (
            'No secret yet. Create one before you connect a service.'
          )}
        </p>
      )}
      {madeAt ? (
        <Confirm
          label="Replace it"
          question="Requests are signed with the new secret and the previous one, so you can switch at any time."
        >
          {button('Create new secret')}
        </Confirm>
      ) : (
        button('Create secret')
      )}
    </Panel>
  )
}

export type Tried =
  | { outcome: 'answered'; tookMs: number; lines: string[] }
  | { outcome: 'unavailable'; reason: string }

/** Asks the service that is saved; what it answers stands here and nowhere else. */
export function TryService({ name, text }: { name: string; text: string }) {
  const tried = useAnswer<{ tried?: Tried }>()?.tried
  return (
    <Panel id="try" title={`Test ${name}`} text={text}>
      {tried?.outcome === 'unavailable' ? (
        <p className="notice notice--negative" role="status">
          {tried.reason}
        </p>
      ) : null}
      {tried?.outcome === 'answered' ? (
        <div role="status">
          <p>
            It answered in {tried.tookMs} ms: {tried.lines.length === 0 ? 'no rates.' : null}
          </p>
          <ul>
            {tried.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <InlineForm name="try">
        <button className="button button--quiet button--small" type="submit">
          Test now
        </button>
      </InlineForm>
    </Panel>
  )
}
