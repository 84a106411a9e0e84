/** The provider has not answered yet. The page asks again by itself: with a script quietly, without one by reloading. */
export function ConfirmingPayment() {
  return (
    <section className="message-page" data-wait-for-payment role="status">
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <h1>Confirming your payment</h1>
      <p>
        This usually takes a few seconds. You can close this page: you will not be charged twice, and we will e-mail you
        when the payment goes through.
      </p>
      <div className="waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <p className="muted">
        Taking long? <a href="/checkout?confirming">Check again</a>
      </p>
    </section>
  )
}
