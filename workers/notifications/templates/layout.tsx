/**
 * The page that every mail is laid out on: its sender above, one surface with what is to be said, whom to ask below.
 *
 * Drawn with react-email's components and React's own static renderer; react-email's `render` would add a formatter and an
 * HTML-to-text converter of five times this Worker's size, and the text here is written, not derived. React escapes
 * everything that a person typed.
 */
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from '@react-email/components'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Event } from '#contract/events.ts'
import { unlinked } from '../typed-text.ts'
import { mailCss, mailStyles, type Styles } from './styles.ts'
import { MAIL_THEMES } from './themes.ts'

/** What mail programs, Outlook above all, need to see first in order to lay the page out as written. */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'

export type Sender = Event['store']

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

interface Page {
  subject: string
  /** What the list of mails shows beside the subject. */
  preview: string
  sender: Sender
  /** `mailto:` the people who answer. */
  contactUrl: string
}

export interface Styled {
  styles: Styles
}

export const renderPage = (page: Page, content: (styles: Styles) => ReactNode): string =>
  DOCTYPE + renderToStaticMarkup(<Layout page={page} content={content} />)

function Layout({ page, content }: { page: Page; content: (styles: Styles) => ReactNode }) {
  const { subject, preview, sender } = page
  const theme = MAIL_THEMES[sender.theme]
  const styles = mailStyles(theme)
  return (
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Phones would make links of times, numbers and names. */}
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <style>{mailCss(theme)}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="canvas" style={styles.body}>
        <Section className="canvas" style={styles.canvas}>
          <Container className="surface" style={styles.surface}>
            <Link href={sender.url} className="text" style={styles.storeName}>
              {unlinked(sender.name)}
            </Link>
            {content(styles)}
          </Container>
          <Footer page={page} styles={styles} />
        </Section>
      </Body>
    </Html>
  )
}

/** The first words: what it is about, a greeting with the first paragraph, and whatever follows. */
export function Opening({
  heading,
  greeting,
  paragraphs,
  children,
  styles,
}: { heading: string; greeting: string; paragraphs: string[]; children: ReactNode } & Styled) {
  const [first, ...others] = paragraphs
  return (
    <Section>
      <Heading as="h1" className="text h1" style={styles.h1}>
        {heading}
      </Heading>
      <Text className="text" style={styles.text}>
        {greeting}
        <br />
        {first}
      </Text>
      {others.map((paragraph) => (
        <Text key={paragraph} className="text" style={styles.furtherText}>
          {paragraph}
        </Text>
      ))}
      {children}
    </Section>
  )
}

export function ActionButton({ url, label, styles }: { url: string; label: string } & Styled) {
  return (
    <Button href={url} className="button" style={styles.button}>
      {label}
    </Button>
  )
}

/** A part of its own, below a line and a title. */
export function Part({ title, children, styles }: { title: string; children: ReactNode } & Styled) {
  return (
    <Section>
      <Hr className="line" style={styles.rule} />
      <Heading as="h2" className="text" style={styles.h2}>
        {title}
      </Heading>
      {children}
    </Section>
  )
}

function Footer({ page, styles }: { page: Page } & Styled) {
  const { sender, contactUrl } = page
  return (
    <Container className="footer" style={styles.footer}>
      <Text className="muted" style={styles.footerText}>
        Questions? Reply to this e-mail or write to{' '}
        <Link href={contactUrl} className="text" style={styles.textLink}>
          {sender.contact_email}
        </Link>
        .
      </Text>
      <Text className="muted" style={styles.footerText}>
        {unlinked(sender.name)} ·{' '}
        <Link href={sender.url} className="text" style={styles.textLink}>
          {new URL(sender.url).host}
        </Link>
      </Text>
    </Container>
  )
}
