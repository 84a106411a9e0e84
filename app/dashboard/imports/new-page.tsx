/** The file of another shop: it is tried first, and the report of the dry run is where it is brought in. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ImportQuery } from '#contract/import.ts'
import { isApiFailure } from '../../server/api.ts'
import { readUpload } from '../../server/read-upload.ts'
import { refuse, submitForm } from '../../server/submit-form.ts'
import { Breadcrumb, DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { currenciesByName } from '../../ui/currencies.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { useIsSending } from '../../ui/use-answer.ts'
import { requireStoreAccess } from '../require-dashboard.ts'

const FILE = 'file'
const TOO_LARGE = 'The file is too large: 50 MB of CSV or 10 MB of JSON at most. Import it in parts.'
const WRONG_FILE = 'Choose a CSV file, or JSON.'

/** An empty field is not said. */
const Settings = ImportQuery.pick({ currency: true })

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, storeId } = await requireStoreAccess(args, 'catalogue:write')
  const { currency } = await ask(store.store())
  return { currency, currencies: currenciesByName(), storeId, formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  const { imports, storeId } = await requireStoreAccess(args, 'catalogue:write')
  const { context, request } = args
  const { form, sent } = await readUpload(request, context.requestId, {
    name: FILE,
    send: (form, file) => {
      const said = String(form.get('currency') ?? '')
      return submitForm(args, form, {
        schema: Settings,
        body: said === '' ? {} : { currency: said },
        send: ({ currency }) => {
          const query = new URLSearchParams({ dry_run: 'true', ...(currency ? { currency } : {}) })
          return inWords(imports.start(file, query, keyHeader(form)))
        },
      })
    },
  })
  if (!sent) return refuse(form, { message: null, fields: { [FILE]: 'Choose a file.' } })
  if (sent.answer.outcome === 'refused') return sent.answer.page
  return redirect(`/dashboard/stores/${storeId}/imports/${sent.answer.answer.id}`, 303)
}

/** What the API says of a request, said of the file. */
async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!isApiFailure(error)) throw error
    if (error.code === 'body_too_large') error.details.push({ path: FILE, message: TOO_LARGE })
    if (error.code === 'unsupported_media_type') error.details.push({ path: FILE, message: WRONG_FILE })
    throw error
  }
}

export const meta = platformMeta('Import products')

export default function NewImportPage() {
  const { currency, currencies, storeId, formKey } = useLoaderData<typeof loader>()
  const form = useForm('import', { currency: '' })
  const isSending = useIsSending()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/imports`}>Imports</Breadcrumb>}
        title="Import products"
        lead="First a dry run: you see what would change, and nothing is written."
      />
      <Panel
        id="upload"
        title="The file"
        text="A product export of Shopify, old or new columns, also with semicolons. Products that are here already are updated by their handle; none is deleted."
      >
        <ActionForm form={form} encType="multipart/form-data">
          <FormKey value={formKey} />
          <SelectField
            {...form.field('currency')}
            label="Currency of the prices"
            hint={`Products are priced in ${currency}. Choose it here if the file leaves it open.`}
            isOptional
          >
            <option value="">As the file says</option>
            <option value={currency}>{currency}, the currency of the store</option>
            <optgroup label="Others">
              {currencies
                .filter(({ code }) => code !== currency)
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {code}, {name}
                  </option>
                ))}
            </optgroup>
          </SelectField>
          {/* Last: whoever reads the form knows all the rest by then. */}
          <Field
            {...withoutValue(form.field(FILE))}
            type="file"
            label="Product file"
            hint="CSV in UTF-8 of at most 50 MB. Also JSON of Tradewind."
            accept=".csv,.json,text/csv,application/json"
          />
          <SubmitButton>Try the file</SubmitButton>
          {isSending ? (
            <p className="muted" role="status">
              Sending the file. A large one takes a few minutes.
            </p>
          ) : null}
        </ActionForm>
      </Panel>
    </>
  )
}

/** A file cannot be chosen for somebody again. */
const withoutValue = ({ defaultValue: _, ...field }: ReturnType<ReturnType<typeof useForm>['field']>) => field
