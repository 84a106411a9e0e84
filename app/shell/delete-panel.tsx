import { InlineForm } from '../ui/inline-form.tsx'
import { Confirm, Panel } from './parts.tsx'

interface Props {
  /** What kind of thing it is: "the zone". */
  what: string
  name: string
  /** What to know before: what does not go with it, or what to do instead. */
  text: string
  /** What it means, said once more. */
  question: string
  fields?: Record<string, string>
}

/** At the end of a thing's page: the form `remove`, asked twice. */
export const DeletePanel = ({ what, name, text, question, fields = {} }: Props) => (
  <Panel id="danger" title="Delete" text={text} tone="danger">
    <Confirm label={`Delete ${what}`} question={question}>
      <InlineForm name="remove" fields={fields}>
        <button className="button button--danger button--small" type="submit">
          Delete {name}
        </button>
      </InlineForm>
    </Confirm>
  </Panel>
)
