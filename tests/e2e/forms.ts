/** All forms of a page at once: typed into without knowing what they are about, pressed, and watched for what they send. */
import type { Locator, Page, Request, Route } from 'playwright-core'

/** What fits a field of this type; text fits the others. */
const TYPED = JSON.stringify({
  'datetime-local': '2031-02-03T04:05',
  date: '2031-02-03',
  email: 'typed@example.com',
  number: '7',
  url: 'https://typed.example',
})
/** Of a long list of choices the first few stand for all. */
const CHOICES = 3

/**
 * Runs in the page, in one go since a page may have hundreds of fields. Each gets the events that a person's typing and
 * clicking gives it. A field without a name is a tool of the page, such as the search in a long list. A choice that changes which
 * fields there are is left: without the script the fields stay those of before.
 */
const TYPE_INTO = `(form) => {
  const met = new Map()
  for (const field of form.querySelectorAll('input:not([type=hidden]):not([type=file]):not([readonly]), select, textarea')) {
    const { type, name } = field
    const isChoice = type === 'checkbox' || type === 'radio'
    met.set(name, (met.get(name) ?? 0) + 1)
    if (!name || field.matches(':disabled, [data-changes-fields]') || !field.checkVisibility()) continue
    if (isChoice && met.get(name) > ${CHOICES}) continue
    field.focus()
    if (isChoice) {
      field.click()
      continue
    }
    if (field.options) field.selectedIndex = field.options.length - 1
    else field.value = ${TYPED}[type] ?? 'typed'
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }))
  }
}`

export interface Sent {
  path: string
  fields: [name: string, value: string][]
}

/** Of each form of the page's own part, whether it changes something. */
export const changesSomething = (page: Page) =>
  page.evaluate<boolean[]>("[...document.querySelectorAll('main form')].map(({ method }) => method === 'post')")

export const formAt = (page: Page, index: number): Locator => page.locator('main form').nth(index)

/** What each form would send now, but the browser's time zone, which a script fills in by itself. */
export const fieldsOf = (page: Page) =>
  page.evaluate<Sent['fields'][]>(
    `[...document.querySelectorAll('main form')].map((form) => [...new FormData(form)].filter(([name]) =>
      ![...form.querySelectorAll('[data-time-zone]')].some((field) => field.name === name)))`,
  )

/** What asks before it does something has its form behind a button. */
export const openPanels = (page: Page) =>
  page.evaluate("for (const panel of document.querySelectorAll('main details')) panel.open = true")

/** Types into every field that is in sight, of all forms or of one, and makes another choice wherever there is one. */
export const typeInto = (page: Page, index?: number) =>
  page.evaluate(
    `[...document.querySelectorAll('main form')].${index === undefined ? '' : `slice(${index}, ${index + 1}).`}forEach(${TYPE_INTO})`,
  )

/**
 * Lets Remix's client open the same page again: its forms are as they were, and what is on its way is given up. Forms that only
 * the browser sends are as on a page that somebody comes back to.
 */
export async function renew(page: Page): Promise<void> {
  // The page is drawn anew some time after the navigation is over: until then these are the forms of before.
  await page.evaluate(
    "for (const form of document.querySelectorAll('main form[data-discover][method=post]')) form.dataset.before = ''",
  )
  await page.evaluate('__remixRouter.navigate(location.pathname + location.search)')
  await page.locator('main form[data-before]').first().waitFor({ state: 'detached' })
  await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
}

/** Presses the button that sends the form, and lets the browser send what it would send for that. */
export async function pressIn(page: Page, form: Locator): Promise<void> {
  await form.locator('button[type=submit]:not([name]):not([aria-hidden])').last().click()
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
}

/**
 * Takes from now on what the page sends, without an answer, so that the page stays; `drop` ends that. None of it reaches the
 * server: nothing is changed.
 */
export async function takePosts(page: Page): Promise<{ posts: Sent[]; drop: () => Promise<void> }> {
  const posts: Sent[] = []
  const waiting: Route[] = []
  await page.route('**', async (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.fallback()
    posts.push(sentBy(request))
    if (request.isNavigationRequest()) await route.fulfill({ status: 204 })
    else waiting.push(route)
  })
  const drop = async () => {
    await Promise.allSettled(waiting.map((route) => route.abort())) // the page may have given one up
    await page.unrouteAll()
  }
  return { posts, drop }
}

/** By the browser or by Remix's client. A form's key is made anew by each loading of the page; a zone comes with the script. */
function sentBy(request: Request): Sent {
  const { pathname, search } = new URL(request.url())
  const isMultipart = (request.headers()['content-type'] ?? '').startsWith('multipart/form-data')
  const sent = request.postDataBuffer()?.toString() ?? ''
  const fields = isMultipart ? partsOf(sent) : [...new URLSearchParams(sent)]
  return {
    path: pathname.replace(/\.data$/, '') + search,
    fields: fields.map(([name, value]) => [name, madeByItself(name, value) ?? value]),
  }
}

/** Names and values of a multipart body (RFC 7578), whose boundary is another one each time. */
const partsOf = (body: string): [name: string, value: string][] =>
  [...body.matchAll(/ name="([^"]*)"[^\r]*\r\n(?:[\w-]+: [^\r]*\r\n)*\r\n([\s\S]*?)\r\n--/g)].map(
    ([, name = '', value = '']) => [name, value],
  )

function madeByItself(name: string, value: string): string | null {
  if (name === 'form_key') return 'a key'
  return name === 'time_zone' && ['', 'UTC'].includes(value) ? 'a zone' : null
}
