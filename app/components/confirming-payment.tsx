/** The provider has not answered yet. The page asks again by itself: with a script quietly, without one by reloading. */
export function ConfirmingPayment() {
  return (
    <section className="message-page" data-wait-for-payment role="status">
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <h1>We are confirming your payment</h1>
      <p>
        This usually takes a few seconds. You can stay on this page or close it: nothing will be charged twice, and the
        confirmation comes by e-mail as soon as the payment is through.
      </p>
      <div className="waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <p className="muted">
        Nothing happening? <a href="/checkout?confirming">Ask again now</a>
      </p>
    </section>
  )
}
