import { Panel } from '../../shell/parts.tsx'
import { PostForm, SubmitButton } from '../../ui/form.tsx'

interface Props {
  home: { country: string; rates: string; asOf: string }
}

/** For a store that has no rate of its own country yet. */
export const StartWithRates = ({ home: { country, rates, asOf } }: Props) => (
  <Panel
    id="start"
    title={`Start with the rates of ${country}`}
    text={`As of ${asOf}. Check them with your tax office or adviser.`}
  >
    <PostForm name="start" className="form">
      <p>{rates}.</p>
      <SubmitButton tone="quiet">Use these rates</SubmitButton>
    </PostForm>
  </Panel>
)
