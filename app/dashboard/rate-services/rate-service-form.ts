/** The fields that name a service to be asked for prices or taxes. Also runs in browsers. */
import type { RateService } from '#contract/rate-service.ts'

export const serviceValues = (service: RateService | null): Record<string, string> => ({
  'service.name': service?.name ?? '',
  'service.url': service?.url ?? '',
})

/** None where both fields are empty. */
export function readService(text: (name: string) => string) {
  const [name, url] = [text('service.name').trim(), text('service.url').trim()]
  return name === '' && url === '' ? null : { name, url }
}
