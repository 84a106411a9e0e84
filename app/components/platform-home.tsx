import { useFrame } from '../lib/frame.ts'

interface Props {
  host: string
  isDevelopment: boolean
}

const DEMO_STORES = [
  {
    slug: 'demo',
    name: 'Harbour & Pine',
    text: 'Homeware in clay, cloth, wood and paper. US dollars, tax added at checkout.',
  },
  { slug: 'kobe', name: 'Kobe Tea House', text: 'Japanese tea and teaware. Yen, prices with tax included.' },
]

const PROMISES = [
  {
    title: 'Never oversold',
    text: 'One object per variant decides who gets the last piece, however many people press “Pay” at once.',
  },
  {
    title: 'No order lost, none doubled',
    text: 'Every step of a checkout is written down before it is taken, so a crash is resumed or undone.',
  },
  {
    title: 'Fast without a framework',
    text: 'Shops are plain HTML from the nearest data centre. Browsing and buying work with JavaScript switched off.',
  },
]

export function PlatformHome({ host, isDevelopment }: Props) {
  const isSignedIn = useFrame()?.isSignedIn ?? false
  return (
    <>
      <section className="platform-hero">
        <h1>Commerce that runs where your shoppers are</h1>
        <p className="lead">
          Tradewind is an open, multi-tenant shop system on Cloudflare. Every store has its own address, its own look
          and its own currency; there is no server to keep and no database to scale by hand.
        </p>
        <p className="platform-hero__ways">
          {isSignedIn ? (
            <a className="button button--large" href="/dashboard">
              Go to your dashboard
            </a>
          ) : (
            <>
              <a className="button button--large" href="/sign-up">
                Open a store
              </a>
              <a className="button button--large button--quiet" href="/log-in">
                Log in
              </a>
            </>
          )}
        </p>
      </section>
      <section className="section" aria-labelledby="stores">
        <h2 id="stores">Visit a store</h2>
        <ul className="tiles">
          {DEMO_STORES.map((store) => (
            <li key={store.slug} className="tile">
              <h3>
                <a className="cover-link" href={`//${store.slug}.${host}/`}>
                  {store.name}
                </a>
              </h3>
              <p className="muted">{store.text}</p>
              <p className="tile__address">
                {store.slug}.{host}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="promises">
        <h2 id="promises">What it promises</h2>
        <ul className="directory">
          {PROMISES.map((promise) => (
            <li key={promise.title}>
              <h3>{promise.title}</h3>
              <p className="muted">{promise.text}</p>
            </li>
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="developers">
        <h2 id="developers">For developers</h2>
        <ul className="tiles">
          <li className="tile">
            <h3>
              <a className="cover-link" href="/docs">
                API reference
              </a>
            </h3>
            <p className="muted">Every endpoint, from the same schemas that validate it. Try it in the page.</p>
          </li>
          {isDevelopment ? (
            <li className="tile">
              <h3>
                <a className="cover-link" href="/dev/mailbox">
                  Mailbox
                </a>
              </h3>
              <p className="muted">Every message that the platform has sent on this machine. Nothing leaves it.</p>
            </li>
          ) : null}
        </ul>
      </section>
    </>
  )
}
