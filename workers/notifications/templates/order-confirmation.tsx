/** The mail that follows an order: subject, HTML and text. */
import { Column, Heading, Hr, Img, Row, Section, Text } from '@react-email/components'
import type { OrderPlaced } from '#contract/events.ts'
import { ActionButton, Opening, Part, type RenderedMail, renderPage, type Styled } from './layout.tsx'
import { renderText } from './order-confirmation.text.ts'
import { type OrderConfirmationView, viewOrderConfirmation } from './order-confirmation.view.ts'

/** Gmail cuts a mail off at 102 KB, which is where the total would be: a longer order is shown as far as this. */
const MAX_ITEMS_SHOWN = 40

export function renderOrderConfirmation(event: OrderPlaced): RenderedMail {
  const view = viewOrderConfirmation(event)
  const { subject, preview, contactUrl } = view
  return {
    subject,
    html: renderPage({ subject, preview, contactUrl, sender: event.store }, (styles) => (
      <>
        <Opening heading={view.heading} greeting={view.greeting} paragraphs={[view.intro]} styles={styles}>
          <ActionButton url={view.orderUrl} label="View your order" styles={styles} />
        </Opening>
        <Steps steps={view.steps} styles={styles} />
        <Items items={view.items} styles={styles} />
        <Totals totals={view.totals} styles={styles} />
        <Facts view={view} styles={styles} />
      </>
    )),
    text: renderText(view, event.store),
  }
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
            {item.notes.map((note) => (
              <Text key={note} className="muted" style={styles.small}>
                {note}
              </Text>
            ))}
          </Column>
          <Column className="text" style={styles.amount}>
            {item.total}
          </Column>
        </Row>
      ))}
      {hidden > 0 && (
        <Text className="text" style={styles.text}>
          And {hidden} more on your order page.
        </Text>
      )}
    </Part>
  )
}

function Totals({ totals, styles }: { totals: OrderConfirmationView['totals'] } & Styled) {
  return (
    <Section>
      <Hr className="line" style={styles.thinRule} />
      {totals.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, and two promotions may have the same title
        <Row key={index}>
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
            {view.place.title}
          </Heading>
          <Text className="text" style={styles.factText}>
            {view.place.lines.map((line, index) => (
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
            {view.payments.map((payment) => (
              <span key={payment}>
                <br />
                {payment}
              </span>
            ))}
          </Text>
        </Column>
      </Row>
    </Section>
  )
}
