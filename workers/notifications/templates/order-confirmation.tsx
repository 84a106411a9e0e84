/**
 * The mail that follows an order: subject, HTML and text.
 *
 * Drawn with react-email's components and React's own static renderer; react-email's `render` would add a formatter and an
 * HTML-to-text converter of five times this Worker's size, and the text here is written, not derived. React escapes
 * everything that a person typed.
 */
import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { OrderPlaced } from '#contract/events.ts'
import { renderText } from './order-confirmation.text.ts'
import { type OrderConfirmationView, viewOrderConfirmation } from './order-confirmation.view.ts'
import { mailCss, mailStyles, type Styles } from './styles.ts'
import { MAIL_THEMES } from './themes.ts'

/** What mail programs, Outlook above all, need to see first in order to lay the page out as written. */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'

/** Gmail cuts a mail off at 102 KB, which is where the total would be: a longer order is shown as far as this. */
const MAX_ITEMS_SHOWN = 40

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

export function renderOrderConfirmation(event: OrderPlaced): RenderedMail {
  const view = viewOrderConfirmation(event)
  return {
    subject: view.subject,
    html: DOCTYPE + renderToStaticMarkup(<OrderConfirmation view={view} store={event.store} />),
    text: renderText(view, event.store),
  }
}

interface Props {
  view: OrderConfirmationView
  store: OrderPlaced['store']
}

function OrderConfirmation({ view, store }: Props) {
  const theme = MAIL_THEMES[store.theme]
  const styles = mailStyles(theme)
  return (
    <Html lang="en">
      <Head>
        <title>{view.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{mailCss(theme)}</style>
      </Head>
      <Preview>{view.preview}</Preview>
      <Body className="canvas" style={styles.body}>
        <Section className="canvas" style={styles.canvas}>
          <Container className="surface" style={styles.surface}>
            <Link href={store.url} className="text" style={styles.storeName}>
              {store.name}
            </Link>
            <Welcome view={view} styles={styles} />
            <Steps steps={view.steps} styles={styles} />
            <Items items={view.items} styles={styles} />
            <Totals totals={view.totals} styles={styles} />
            <Facts view={view} styles={styles} />
          </Container>
          <Footer view={view} store={store} styles={styles} />
        </Section>
      </Body>
    </Html>
  )
}

interface Styled {
  styles: Styles
}

function Welcome({ view, styles }: { view: OrderConfirmationView } & Styled) {
  return (
    <Section>
      <Heading as="h1" className="text h1" style={styles.h1}>
        {view.heading}
      </Heading>
      <Text className="text" style={styles.text}>
        {view.greeting}
        <br />
        {view.intro}
      </Text>
      <Button href={view.orderUrl} className="button" style={styles.button}>
        View your order
      </Button>
    </Section>
  )
}

function Part({ title, children, styles }: { title: string; children: ReactNode } & Styled) {
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

function Steps({ steps, styles }: { steps: string[] } & Styled) {
  return (
    <Part title="What happens next" styles={styles}>
      {steps.map((step, index) => (
        <Row key={step}>
          <Column className="accent" style={styles.stepNumber}>
            {index + 1}
          </Column>
          <Column className="text" style={styles.step}>
            {step}
          </Column>
        </Row>
      ))}
    </Part>
  )
}

function Items({ items, styles }: { items: OrderConfirmationView['items'] } & Styled) {
  const hidden = items.length - MAX_ITEMS_SHOWN
  return (
    <Part title="Your order" styles={styles}>
      {items.slice(0, MAX_ITEMS_SHOWN).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, and an order may name the same thing twice
        <Row key={index} style={styles.item}>
          <Column style={styles.pictureColumn}>
            <div className="picture" style={styles.picture}>
              {item.pictureUrl && <Img src={item.pictureUrl} alt="" width={72} height={90} style={styles.img} />}
            </div>
          </Column>
          <Column style={styles.itemWords}>
            <Text className="text" style={styles.itemTitle}>
              {item.title}
            </Text>
            {item.options && (
              <Text className="muted" style={styles.small}>
                {item.options}
              </Text>
            )}
            <Text className="muted" style={styles.small}>
              {item.quantity}
            </Text>
          </Column>
          <Column className="text" style={styles.amount}>
            {item.total}
          </Column>
        </Row>
      ))}
      {hidden > 0 && (
        <Text className="text" style={styles.text}>
          And {hidden} more, all on your order page.
        </Text>
      )}
    </Part>
  )
}

function Totals({ totals, styles }: { totals: OrderConfirmationView['totals'] } & Styled) {
  return (
    <Section>
      <Hr className="line" style={styles.thinRule} />
      {totals.map((row) => (
        <Row key={row.label}>
          <Column
            className={row.isGrand ? 'text' : 'muted'}
            style={row.isGrand ? styles.grandLabel : styles.totalLabel}
          >
            {row.label}
          </Column>
          <Column className="text" style={row.isGrand ? styles.grandAmount : styles.totalAmount}>
            {row.amount}
            {row.note && (
              <Text className="muted" style={styles.note}>
                {row.note}
              </Text>
            )}
          </Column>
        </Row>
      ))}
    </Section>
  )
}

function Facts({ view, styles }: { view: OrderConfirmationView } & Styled) {
  return (
    <Section>
      <Hr className="line" style={styles.rule} />
      <Row>
        <Column className="stack" style={styles.fact}>
          <Heading as="h2" className="text" style={styles.h2}>
            Delivery address
          </Heading>
          <Text className="text" style={styles.factText}>
            {view.addressLines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may be the same
              <span key={index}>
                {line}
                <br />
              </span>
            ))}
          </Text>
        </Column>
        <Column className="stack" style={styles.fact}>
          <Heading as="h2" className="text stacked" style={styles.h2}>
            Delivery and payment
          </Heading>
          <Text className="text" style={styles.factText}>
            {view.delivery}
            <br />
            {view.payment}
          </Text>
        </Column>
      </Row>
    </Section>
  )
}

function Footer({ view, store, styles }: Props & Styled) {
  return (
    <Container className="footer" style={styles.footer}>
      <Text className="muted" style={styles.footerText}>
        Questions? Answer this mail or write to{' '}
        <Link href={view.contactUrl} className="text" style={styles.footerLink}>
          {view.contactEmail}
        </Link>
        .
      </Text>
      <Text className="muted" style={styles.footerText}>
        {store.name} ·{' '}
        <Link href={store.url} className="text" style={styles.footerLink}>
          {new URL(store.url).host}
        </Link>
      </Text>
    </Container>
  )
}
