/** Development only: every part of the design system with all its states, to be looked at and checked by axe. */
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { requireDevelopment } from '../../server/require-site.ts'
import dashboardStylesUrl from '../../shell/dashboard.css?url'
import { Panel } from '../../shell/parts.tsx'
import { TimeZoneContext } from '../../shell/time-zone-in-sight.ts'
import { HYDRATED } from '../../ui/hydration.ts'
import { InPageLink } from '../../ui/in-page-link.tsx'
import { ButtonStates, ColourTokens, IconSet } from './basics-gallery.tsx'
import { ChoiceStates, FieldStates, FormStates } from './forms-gallery.tsx'
import galleryStylesUrl from './gallery.css?url'
import { ListStates, MenuStates, NoticeStates } from './lists-gallery.tsx'

export const handle = HYDRATED
export const links: LinksFunction = () =>
  [dashboardStylesUrl, galleryStylesUrl].map((href) => ({ rel: 'stylesheet', href }))
export const meta: MetaFunction = () => [{ title: 'Design system · Tradewind' }, { name: 'robots', content: 'noindex' }]

export function loader({ context }: LoaderFunctionArgs) {
  requireDevelopment(context)
  return data({ nowIso: new Date().toISOString() })
}

const SECTIONS = [
  { id: 'colours', title: 'Colours', Section: ColourTokens },
  { id: 'buttons', title: 'Buttons', Section: ButtonStates },
  { id: 'icons', title: 'Icons', Section: IconSet },
  { id: 'fields', title: 'Fields', Section: FieldStates },
  { id: 'choices', title: 'Choices', Section: ChoiceStates },
  { id: 'forms', title: 'Forms', Section: FormStates },
  { id: 'lists', title: 'Tables and lists', Section: ListStates },
  { id: 'menus', title: 'Menus and dialogs', Section: MenuStates },
  { id: 'notices', title: 'Notices and states', Section: NoticeStates },
] as const

export default function DesignSystem() {
  const { nowIso } = useLoaderData<typeof loader>()
  return (
    <TimeZoneContext.Provider value="UTC">
      <main id="main" tabIndex={-1} className="dash-main">
        <header className="page-head">
          <h1>Design system</h1>
          <p className="lead">Every part of the screens with its states. This page exists in development only.</p>
          <nav className="tabs" aria-label="Parts">
            {SECTIONS.map(({ id, title }) => (
              <InPageLink key={id} to={id}>
                {title}
              </InPageLink>
            ))}
          </nav>
        </header>
        {SECTIONS.map(({ id, title, Section }) => (
          <Panel key={id} id={id} title={title}>
            <Section nowIso={nowIso} />
          </Panel>
        ))}
      </main>
    </TimeZoneContext.Provider>
  )
}
