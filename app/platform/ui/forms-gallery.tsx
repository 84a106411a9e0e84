/** Fields, choices and whole forms of the design system, each as it is at first, filled, refused and out of use. */
import { AddressFields } from '../../ui/address-fields.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import { Field, SelectField, TextAreaField } from '../../ui/field.tsx'
import { ActionForm, SubmitButton } from '../../ui/form.tsx'
import { MomentFields } from '../../ui/moment-fields.tsx'
import { NewPasswordField } from '../../ui/password-field.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { AddRow, RemoveRow } from '../../ui/rows.tsx'
import { TimeZoneField } from '../../ui/time-zone-field.tsx'
import { timeZoneChoices } from '../../ui/time-zones.ts'
import { madeUpForm } from './made-up-form.ts'

const EMPTY = madeUpForm('first')
const FILLED = madeUpForm('filled', { values: { name: 'Harbour Tea', price: '12.50', country: 'JP', region: '13' } })
const REFUSED = madeUpForm('refused', {
  values: { name: '', price: 'twelve', kind: '', days: '' },
  errors: { name: 'Enter a name', price: 'Enter an amount, like 12.50', days: 'Choose at least one day' },
})

const DAYS = ['Monday', 'Tuesday', 'Wednesday'].map((label) => ({ value: label.toLowerCase(), label }))
const KINDS = [
  { value: 'flat', label: 'Flat price', means: 'One price for every order' },
  { value: 'weight', label: 'By weight', means: 'The heavier the parcel, the higher the price' },
]

export const FieldStates = ({ nowIso }: { nowIso: string }) => (
  <div className="form">
    <Field {...EMPTY.field('name')} label="Name" hint="A hint says what to enter." />
    <Field {...EMPTY.field('note')} label="Note" isOptional />
    <Field {...FILLED.field('price')} label="Price" suffix="USD" inputMode="decimal" />
    <Field {...REFUSED.field('name')} label="Name" />
    <Field {...FILLED.field('name')} id="disabled-name" label="Out of use" disabled />
    <SelectField {...EMPTY.field('currency')} label="Currency">
      <option value="USD">US dollar</option>
      <option value="JPY">Japanese yen</option>
    </SelectField>
    <TextAreaField {...EMPTY.field('text')} label="Description" rows={3} isOptional />
    <NewPasswordField form={EMPTY} />
    <MomentFields form={EMPTY} timeZone="Asia/Tokyo" />
    <TimeZoneField form={EMPTY} choices={timeZoneChoices('UTC')} nowIso={nowIso} />
    <AddressFields field={(name) => FILLED.field(name)} countries={countriesByName([...COUNTRY_CODES], 'en')} />
    <CopyField id="copied" label="Key" value="tw_test_0123456789" />
  </div>
)

export const ChoiceStates = () => (
  <div className="form">
    <RadioGroup form={EMPTY} name="kind" legend="Price" choices={KINDS} />
    <CheckboxGroup form={EMPTY} name="days" legend="Days" hint="Any number of them." choices={DAYS} />
    <CheckboxGroup form={REFUSED} name="days" legend="Days" choices={DAYS} />
    <label className="check">
      <input type="checkbox" name="pickup" />
      Shoppers can pick up here
    </label>
  </div>
)

export const FormStates = () => (
  <div className="specimens specimens--wide">
    <ActionForm form={madeUpForm('plain')}>
      <Field {...madeUpForm('plain').field('city')} label="City" />
      <AddRow list="rates">Add a rate</AddRow>
      <RemoveRow row="rates.0" what="rate 1" />
      <SubmitButton>Save</SubmitButton>
    </ActionForm>
    <ActionForm form={REFUSED}>
      <Field {...REFUSED.field('price')} label="Price" />
      <SubmitButton>Save</SubmitButton>
    </ActionForm>
  </div>
)
