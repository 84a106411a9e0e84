import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Panel } from '../../shell/parts.tsx'
import { CheckIcon } from '../../ui/icons.tsx'
import type { Step } from './first-steps.ts'

/** What is left to do; what is done folds away, and with the last step the whole list. */
export function OnboardingChecklist({ steps, children }: { steps: Step[]; children?: ReactNode }) {
  const open = steps.filter(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone)
  return (
    <Panel
      id="next"
      title={open.length > 0 ? 'Next steps' : 'You are set up'}
      text={open.length > 0 ? `${done.length} of ${steps.length} done.` : 'Every step is done.'}
    >
      {open.length > 0 ? <StepList steps={open} /> : null}
      {children}
      {done.length > 0 ? (
        <details className="steps-done">
          <summary className="text-link">{done.length === 1 ? 'One step done' : `${done.length} steps done`}</summary>
          <StepList steps={done} />
        </details>
      ) : null}
    </Panel>
  )
}

const StepList = ({ steps }: { steps: Step[] }) => (
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
