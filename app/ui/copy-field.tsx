import { useEffect, useState } from 'react'

interface Props {
  id: string
  label: string
  value: string
}

/** A value to take elsewhere. The button comes with the script; the text can be selected without. */
export function CopyField({ id, label, value }: Props) {
  const [state, setState] = useState<'plain' | 'ready' | 'copied'>('plain')
  useEffect(() => setState('ready'), [])
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setState('copied')
  }
  return (
    <div className="copy-box">
      <label htmlFor={id}>{label}</label>
      <div className="copy-box__row">
        <input id={id} className="field__input" value={value} readOnly spellCheck={false} />
        {state === 'plain' ? null : (
          <button className="button button--quiet" type="button" onClick={copy}>
            {state === 'copied' ? 'Copied' : 'Copy'}
          </button>
        )}
      </div>
      <span className="visually-hidden" role="status">
        {state === 'copied' ? `${label} copied` : ''}
      </span>
    </div>
  )
}
