/** The dozen pieces that every page of the dashboard is made of. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { dateText, momentText } from '#domain/dates.ts'
import { useTimeZone } from './time-zone-in-sight.ts'

/** The dashboard is in English, whatever a store's language is. */
const LOCALE = 'en-GB'

interface HeadProps {
  /** The way back to the list that the page belongs to. */
  above?: ReactNode
  title: string
  lead?: ReactNode
  /** The one main action, at the right. */
  children?: ReactNode
}

export const DashHead = ({ above, title, lead, children }: HeadProps) => (
  <header className="dash-head">
    <div className="dash-head__words">
      {above}
      <h1>{title}</h1>
      {lead ? <p className="muted">{lead}</p> : null}
    </div>
    {children ? <div className="dash-head__actions">{children}</div> : null}
  </header>
)

/** To the list that a page belongs to. */
export const Breadcrumb = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link className="back-link" to={to}>
    <span aria-hidden="true">← </span>
    {children}
  </Link>
)

interface PanelProps {
  id: string
  title: string
  text?: ReactNode
  children: ReactNode
  tone?: 'plain' | 'danger'
  /** A list: it has the whole width, and fills the panel to its edges. */
  isFlush?: boolean
  /** At the right of the title. */
  action?: ReactNode
}

/** What belongs together: words at the left on a wide screen, the work at the right. */
export const Panel = ({ id, title, text, children, tone = 'plain', isFlush = false, action }: PanelProps) => (
  <section className={`panel panel--${isFlush ? 'wide' : tone}`} aria-labelledby={`${id}-title`} id={id}>
    <div className="panel__words">
      <h2 id={`${id}-title`}>{title}</h2>
      {text ? <p className="muted">{text}</p> : null}
      {action ? <div className="panel__action">{action}</div> : null}
    </div>
    <div className={isFlush ? 'panel__work panel__work--flush' : 'panel__work'}>{children}</div>
  </section>
)

type Tone = 'positive' | 'caution' | 'negative' | 'quiet'

export const Badge = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`status status--${tone}`}>{children}</span>
)

interface EmptyProps {
  title: string
  children: ReactNode
  action?: ReactNode
}

export const EmptyState = ({ title, children, action }: EmptyProps) => (
  <div className="empty-state">
    <h3>{title}</h3>
    <p className="muted">{children}</p>
    {action}
  </div>
)

/** On the clocks of the store in sight. The browser may name months and hours a little differently; what the server wrote stands. */
export function Time({ iso, isDay = false }: { iso: string; isDay?: boolean }) {
  const speaker = { locale: LOCALE, time_zone: useTimeZone() }
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {isDay ? dateText(iso, speaker) : momentText(iso, speaker)}
    </time>
  )
}

interface ConfirmProps {
  /** The quiet button that opens it. */
  label: string
  question: ReactNode
  /** The form with the button that does it. */
  children: ReactNode
}

/** Asks before something that cannot be undone; opens without a script. */
export const Confirm = ({ label, question, children }: ConfirmProps) => (
  <details className="confirm">
    <summary className="button button--quiet button--small">{label}</summary>
    <div className="confirm__panel">
      <p>{question}</p>
      {children}
    </div>
  </details>
)
