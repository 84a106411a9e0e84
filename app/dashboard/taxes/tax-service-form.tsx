import type { RateService } from '#contract/rate-service.ts'
import { Panel } from '../../shell/parts.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { serviceValues } from '../rate-services/rate-service-form.ts'
import { ServiceFields } from '../rate-services/rate-services.tsx'

export function TaxServiceForm({ service }: { service: RateService | null }) {
  const form = useForm('service', serviceValues(service))
  return (
    <Panel
      id="service"
      title="Tax service"
      text="A service that works out the rates for an address, instead of the table. Leave empty for none."
    >
      <ActionForm form={form}>
        <ServiceFields form={form} namePlaceholder="Tax Office" />
        <SubmitButton>Save service</SubmitButton>
      </ActionForm>
    </Panel>
  )
}
