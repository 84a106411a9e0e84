import { Field } from './field.tsx'
import type { FormHandle } from './form.tsx'
import { wasField } from './moment-field.ts'
import { clocksOf } from './time-zones.ts'

/** When something starts and ends, typed on the clocks of the store. */
export const MomentFields = ({ form, timeZone }: { form: FormHandle; timeZone: string }) => (
  <div className="fields-row">
    <MomentField form={form} name="starts_at" label="Starts" timeZone={timeZone} />
    <MomentField form={form} name="ends_at" label="Ends" timeZone={timeZone} />
  </div>
)

interface Props {
  form: FormHandle
  name: string
  label: string
  timeZone: string
}

const MomentField = ({ form, name, label, timeZone }: Props) => (
  <>
    <Field {...form.field(name)} type="datetime-local" label={label} hint={clocksOf(timeZone)} isOptional />
    <input type="hidden" name={wasField(name)} defaultValue={form.value(wasField(name))} />
  </>
)
