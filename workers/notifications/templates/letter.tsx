/**
 * A short mail to one person: what happened, one thing to do, and what to do if it was not them.
 *
 * Each event writes its letter as data (`verify-email.ts` and its neighbours); it is laid out here, twice, so that HTML and
 * text say the same. No word of a letter can become a link: only its addresses are, and those the platform made.
 */
import { Column, Link, Row, Section, Text } from '@react-email/components'
import { mailtoOf } from '#domain/email.ts'
import { greeting, unlinked } from '../typed-text.ts'
import { ActionButton, Opening, Part, type RenderedMail, renderPage, type Sender, type Styled } from './layout.tsx'
import { section, textPage } from './text-layout.ts'

export interface Letter {
  subject: string
  preview: string
  heading: string
  /** Of the person it goes to; may be empty. */
  name: string
  paragraphs: string[]
  /** What the mail is for, in large type: a code. */
  highlight?: Detail
  details: Detail[]
  /** Left out where there is nothing to do on a page. */
  button?: { label: string; url: string }
  /** How long the button's link works, or whom it is for. */
  linkLife?: string
  /** A second thing that the reader may want to do. */
  otherwise?: { question: string; label: string; url: string }
  /** Below a line of its own: for whom did not ask for it, or did not do it. */
  aside: { title: string; words: string }
}

export interface Detail {
  label: string
  value: string
}

export function renderLetter(letter: Letter, sender: Sender): RenderedMail {
  const said = withoutLinks(letter)
  const { subject, preview } = said
  const contactUrl = mailtoOf(sender.contact_email)
  return {
    subject,
    html: renderPage({ subject, preview, contactUrl, sender }, (styles) => <Page letter={said} styles={styles} />),
    text: textPage(sender, said.heading, textLines(said)),
  }
}

const withoutLinks = (letter: Letter): Letter => ({
  ...letter,
  subject: unlinked(letter.subject),
  preview: unlinked(letter.preview),
  heading: unlinked(letter.heading),
  paragraphs: letter.paragraphs.map(unlinked),
  details: letter.details.map(detailWithoutLinks),
  ...(letter.highlight ? { highlight: detailWithoutLinks(letter.highlight) } : {}),
  aside: { title: unlinked(letter.aside.title), words: unlinked(letter.aside.words) },
})

const detailWithoutLinks = ({ label, value }: Detail): Detail => ({ label, value: unlinked(value) })

function Page({ letter, styles }: { letter: Letter } & Styled) {
  const { heading, name, paragraphs, highlight, details, button, aside } = letter
  return (
    <>
      <Opening heading={heading} greeting={greeting(name)} paragraphs={paragraphs} styles={styles}>
        {highlight && <Highlight detail={highlight} styles={styles} />}
        <Details details={details} styles={styles} />
        {button && <ActionButton url={button.url} label={button.label} styles={styles} />}
        <UnderButton letter={letter} styles={styles} />
      </Opening>
      <Part title={aside.title} styles={styles}>
        <Text className="text" style={styles.text}>
          {aside.words}
        </Text>
      </Part>
    </>
  )
}

function Highlight({ detail: { label, value }, styles }: { detail: Detail } & Styled) {
  return (
    <Section className="line" style={styles.highlight}>
      <Text className="muted" style={styles.highlightLabel}>
        {label}
      </Text>
      <Text className="text" style={styles.highlightValue}>
        {value}
      </Text>
    </Section>
  )
}

function Details({ details, styles }: { details: Detail[] } & Styled) {
  if (details.length === 0) return null
  return (
    <Section style={styles.detailRows}>
      {details.map(({ label, value }) => (
        <Row key={`${label} ${value}`}>
          <Column className="muted" style={styles.detailLabel}>
            {label}
          </Column>
          <Column className="text" style={styles.detailValue}>
            {value}
          </Column>
        </Row>
      ))}
    </Section>
  )
}

/** What a button cannot say: how long it works, and where it leads, for programs in which it does not. */
function UnderButton({ letter, styles }: { letter: Letter } & Styled) {
  const { button, linkLife, otherwise } = letter
  return (
    <>
      {otherwise && (
        <Text className="text" style={styles.furtherText}>
          {otherwise.question}{' '}
          <Link href={otherwise.url} className="text" style={styles.textLink}>
            {otherwise.label}
          </Link>
        </Text>
      )}
      {linkLife && (
        <Text className="muted" style={styles.underButton}>
          {linkLife}
        </Text>
      )}
      {button && (
        <Text className="muted" style={styles.underButton}>
          If the button does not work, copy this address into your browser:
          <br />
          <Link href={button.url} className="muted" style={styles.address}>
            {button.url}
          </Link>
        </Text>
      )}
    </>
  )
}

const textLines = (letter: Letter): string[] => [
  greeting(letter.name),
  ...letter.paragraphs.flatMap((paragraph) => [paragraph, '']),
  ...(letter.highlight ? [`${letter.highlight.label}:`, letter.highlight.value, ''] : []),
  ...partsBelow(letter),
]

const partsBelow = ({ details, button, linkLife, otherwise, aside }: Letter): string[] => [
  ...details.map(({ label, value }) => (label ? `${label}: ${value}` : value)),
  ...(details.length > 0 ? [''] : []),
  ...(button ? [`${button.label}:`, button.url, ''] : []),
  ...(otherwise ? [`${otherwise.question} ${otherwise.label}:`, otherwise.url, ''] : []),
  ...(linkLife ? [linkLife, ''] : []),
  ...section(aside.title, [aside.words]),
]
