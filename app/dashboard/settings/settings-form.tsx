import { Link } from '@remix-run/react'
import type { KeptSettings } from '#contract/store.ts'
import { CodeSelect } from '../../accounts/sign-up/store-fields.tsx'
import { Panel } from '../../shell/parts.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import type { NamedCode } from '../../ui/currencies.ts'
import { Field, TextAreaField } from '../../ui/field.tsx'
import { ActionForm, type FormHandle, SubmitButton, useForm } from '../../ui/form.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { TimeZoneField } from '../../ui/time-zone-field.tsx'
import type { TimeZoneChoice } from '../../ui/time-zones.ts'
import { ThemeSwatches } from './settings-fields.tsx'
import { settingsValues } from './settings-form-values.ts'

interface Props {
  settings: KeptSettings
  /** The store's own, which stays. */
  currency: string
  countries: NamedCode[]
  currencies: NamedCode[]
  locales: NamedCode[]
  timeZones: TimeZoneChoice[]
  /** When the page was made. */
  nowIso: string
  canWrite: boolean
}

/** Everything about a store in one form; who may only read it sees it with nothing to press. */
export function SettingsForm(props: Props) {
  const { settings, currency, countries, currencies, locales, timeZones, nowIso, canWrite } = props
  const form = useForm('settings', settingsValues(settings))
  return (
    <ActionForm form={form} className="form form--wide">
      {canWrite ? null : <p className="notice">You can view these settings. Changing them needs another role.</p>}
      <fieldset className="settings" disabled={!canWrite}>
        <Basics form={form} />
        <Panel id="look" title="Look" text="Colours and fonts.">
          <ThemeSwatches form={form} />
        </Panel>
        <Panel
          id="place"
          title="Place and language"
          text="Where you sell from, your time zone and the language of your store."
        >
          <div className="fields-row">
            <CodeSelect {...form.field('country')} label="Country of the store" codes={countries} />
            <CodeSelect {...form.field('locale')} label="Language" codes={locales} />
          </div>
          <TimeZoneField form={form} choices={timeZones} nowIso={nowIso} />
        </Panel>
        <Panel id="prices" title="Prices" text={`In ${currency}, with or without tax.`}>
          <TaxChoice form={form} />
          <CheckboxGroup
            form={form}
            name="currencies"
            legend="Also sells in"
            hint={
              <>
                A product is sold in another currency once a{' '}
                <Link to="../../price-lists" relative="path">
                  price list
                </Link>{' '}
                has its price.
              </>
            }
            choices={currencies.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Panel>
        <Panel id="origins" title="Other sites" text="Other websites whose scripts may use this store’s public API.">
          <TextAreaField
            {...form.field('allowed_origins')}
            label="Allowed origins"
            hint="One per line, like https://www.example.com"
            rows={3}
            spellCheck={false}
            isOptional
          />
        </Panel>
        {canWrite ? (
          <div className="save-bar">
            <SubmitButton>Save</SubmitButton>
          </div>
        ) : null}
      </fieldset>
    </ActionForm>
  )
}

const Basics = ({ form }: { form: FormHandle }) => (
  <Panel id="basics" title="Name" text="What shoppers see first.">
    <Field {...form.field('name')} label="Name of the store" autoComplete="off" maxLength={120} />
    <Field {...form.field('tagline')} label="Tagline" hint="One line on the start page." maxLength={200} isOptional />
    <Field
      {...form.field('contact_email')}
      type="email"
      label="E-mail for shoppers"
      hint="On every confirmation and in the footer."
      inputMode="email"
      autoComplete="off"
    />
  </Panel>
)

const TaxChoice = ({ form }: { form: FormHandle }) => (
  <RadioGroup
    form={form}
    name="tax_inclusive"
    legend="Your prices"
    choices={[
      { value: 'true', label: 'Include tax' },
      { value: 'false', label: 'Exclude tax. It is added at checkout' },
    ]}
  />
)
