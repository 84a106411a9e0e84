import type { RateService } from '#contract/rate-services.ts'
import { serviceValues } from '../lib/rate-service-form.ts'
import { Panel } from './dashboard-parts.tsx'
import { ActionForm, SubmitButton, useForm } from './form.tsx'
import { ServiceFields } from './rate-services.tsx'

export function TaxServiceForm({ service }: { service: RateService | null }) {
  const form = useForm('service', serviceValues(service))
  return (
    <Panel
      id="service"
      title="A tax service"
      text="A service that says which rates apply at an address, in place of the table. Leave it empty for none."
    >
      <ActionForm form={form}>
        <ServiceFields form={form} namePlaceholder="Tax Office" />
        <SubmitButton>Save the service</SubmitButton>
      </ActionForm>
    </Panel>
  )
}
