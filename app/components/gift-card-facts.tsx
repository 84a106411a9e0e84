/** Instead of stock and delivery: nothing is sent but a mail. */
export function GiftCardFacts() {
  return (
    <ul className="facts">
      <li>
        <span className="facts__name">By e-mail</span>
        <span className="muted">The code comes to the address that you give at checkout, right after the order</span>
      </li>
      <li>
        <span className="facts__name">Use</span>
        <span className="muted">Enter the code in the cart; what is left over stays on the card</span>
      </li>
    </ul>
  )
}
