import { Link } from '@remix-run/react'
import { CheckIcon } from './icons.tsx'

export interface Step {
  title: string
  text: string
  href: string
  isDone: boolean
}

/** What is left to do, and what is done. */
export const Steps = ({ steps }: { steps: Step[] }) => (
  <ol className="steps">
    {steps.map(({ title, text, href, isDone }) => (
      <li key={title} className={isDone ? 'step step--done' : 'step'}>
        <span className="step__mark">{isDone ? <CheckIcon /> : null}</span>
        <div>
          <Link to={href}>{title}</Link>
          {isDone ? <span className="muted"> (done)</span> : <p className="muted">{text}</p>}
        </div>
      </li>
    ))}
  </ol>
)
