/** Instead of stock and delivery: nothing is sent but a mail. */
export function GiftCardFacts() {
  return (
    <ul className="facts">
      <li>
        <span className="facts__name">Delivery</span>
        <span className="muted">Sent by e-mail, to you or to someone else on a date you choose</span>
      </li>
      <li>
        <span className="facts__name">How it works</span>
        <span className="muted">Enter the code at checkout. Any balance stays on the card</span>
      </li>
    </ul>
  )
}
