/**
 * A short mail to one person about their account: what happened, one thing to do, and what to do if it was not them.
 *
 * Each event writes its letter as data (`verify-email.ts` and its neighbours); it is laid out here, twice, so that HTML and
 * text say the same. No word of a letter can become a link: only its addresses are, and those the platform made.
 */
import { Column, Link, Row, Section, Text } from '@react-email/components'
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
  details: Detail[]
  button: { label: string; url: string }
  /** How long the button's link works. */
  linkLife?: string
  /** A second thing that the reader may want to do. */
  otherwise?: { question: string; label: string; url: string }
  /** For whom did not ask for it, or did not do it. */
  aside: { title: string; words: string }
}

export interface Detail {
  label: string
  value: string
}

export function renderLetter(letter: Letter, sender: Sender): RenderedMail {
  const said = withoutLinks(letter)
  const { subject, preview } = said
  const contactUrl = `mailto:${sender.contact_email}`
  return {
    subject,
    html: renderPage({ subject, preview, contactUrl, sender }, (styles) => <Page letter={said} styles={styles} />),
    text: textPage(sender, said.heading, textLines(said)),
  }
}

const withoutLinks = (letter: Letter): Letter => ({
  ...letter,
  preview: unlinked(letter.preview),
  heading: unlinked(letter.heading),
  paragraphs: letter.paragraphs.map(unlinked),
  details: letter.details.map(({ label, value }) => ({ label, value: unlinked(value) })),
  aside: { title: unlinked(letter.aside.title), words: unlinked(letter.aside.words) },
})

function Page({ letter, styles }: { letter: Letter } & Styled) {
  const { heading, name, paragraphs, details, button, aside } = letter
  return (
    <>
      <Opening heading={heading} greeting={greeting(name)} paragraphs={paragraphs} styles={styles}>
        <Details details={details} styles={styles} />
        <ActionButton url={button.url} label={button.label} styles={styles} />
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

function Details({ details, styles }: { details: Detail[] } & Styled) {
  if (details.length === 0) return null
  return (
    <Section style={styles.detailRows}>
      {details.map(({ label, value }) => (
        <Row key={label}>
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
      <Text className="muted" style={styles.underButton}>
        If the button does not work, copy this address into your browser:
        <br />
        <Link href={button.url} className="muted" style={styles.address}>
          {button.url}
        </Link>
      </Text>
    </>
  )
}

const textLines = ({ name, paragraphs, details, button, linkLife, otherwise, aside }: Letter): string[] => [
  greeting(name),
  ...paragraphs.flatMap((paragraph) => [paragraph, '']),
  ...details.map(({ label, value }) => `${label}: ${value}`),
  ...(details.length > 0 ? [''] : []),
  `${button.label}:`,
  button.url,
  '',
  ...(otherwise ? [`${otherwise.question} ${otherwise.label}:`, otherwise.url, ''] : []),
  ...(linkLife ? [linkLife, ''] : []),
  ...section(aside.title, [aside.words]),
]
