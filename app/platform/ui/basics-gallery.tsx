/** Colours, buttons and icons of the design system. */
import { SubmitButton } from '../../ui/form.tsx'
import * as icons from '../../ui/icons.tsx'

/** Custom properties of `tokens.css` that are colours of a surface or a line. */
const COLOURS = [
  'background',
  'surface',
  'text',
  'muted',
  'line',
  'control-line',
  'accent',
  'accent-text',
  'accent-hover',
  'link',
  'focus',
  'positive',
  'caution',
  'negative',
  'placeholder-ground',
  'placeholder-ink',
]

export const ColourTokens = () => (
  <ul className="swatches">
    {COLOURS.map((name) => (
      <li key={name}>
        <span className="swatches__colour" data-token={name} />
        <code>--{name}</code>
      </li>
    ))}
  </ul>
)

export const ButtonStates = () => (
  <div className="specimens">
    <SubmitButton>Main</SubmitButton>
    <SubmitButton tone="quiet">Quiet</SubmitButton>
    <SubmitButton tone="danger">Danger</SubmitButton>
    <button className="button" type="button" disabled>
      Disabled
    </button>
    <button className="button button--large" type="button">
      Large
    </button>
    <button className="button button--small" type="button">
      Small
    </button>
    <button className="text-link" type="button">
      Text button
    </button>
    <button className="icon-button" type="button" aria-label="Search">
      <icons.SearchIcon />
    </button>
  </div>
)

export const IconSet = () => (
  <ul className="specimens">
    {Object.entries(icons).map(([name, Icon]) => (
      <li key={name} className="swatches__icon">
        <Icon />
        <code>{name.replace(/Icon$/, '')}</code>
      </li>
    ))}
  </ul>
)
