/** On pages without Remix's client. */
import { enhanceStoreForm } from './store-form.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form:has([data-store-address])')) enhanceStoreForm(form)
