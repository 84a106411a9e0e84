/** What a merchant gets, on one page. Only what is true today; the pictures are of the running demo (`npm run landing:pictures`). */
import { useFrame } from '../../ui/frame.ts'
import landingStylesUrl from './landing.css?url'

interface Props {
  host: string
  isDevelopment: boolean
}

const FEATURES: { title: string; text: string; picture: ShotProps }[] = [
  {
    title: 'Never sell what you don’t have',
    text: 'Stock is counted exactly, at every location, while people check out. 500 buyers at once for 37 items make exactly 37 orders: our tests prove it with every change.',
    picture: {
      name: 'stock',
      alt: 'The stock list of the dashboard, with quantities by product.',
      width: 1200,
      height: 750,
    },
  },
  {
    title: 'The right price in every market',
    text: 'Price lists by currency and customer group, discount codes and automatic promotions, gift cards, delivery zones, and taxes by country and region. Every amount is explained, in the cart as on the order.',
    picture: { name: 'promotions', alt: 'The list of promotions in the dashboard.', width: 1200, height: 750 },
  },
]

const MORE = [
  {
    title: 'Fast for every shopper',
    text: 'Pages are plain HTML from the nearest data centre. Browsing and buying work without JavaScript.',
  },
  {
    title: 'Bring your products',
    text: 'Import a Shopify export or our own format. See a report first; the same file twice changes nothing.',
  },
  {
    title: 'Your team, your rules',
    text: 'Roles, invitations, two-step verification, and a log of who changed what that cannot be rewritten.',
  },
  {
    title: 'Your address, your look',
    text: 'Your own domain, three themes, light and dark, and a language for your store.',
  },
  {
    title: 'Accounts for customers',
    text: 'Orders, addresses and sessions in one place. Data can be downloaded and erased.',
  },
  {
    title: 'Open source',
    text: 'MIT licence. No order is lost or made twice when something fails: every step of a checkout is written down first.',
  },
]

const DEMO_STORES = [
  { slug: 'demo', name: 'Harbour & Pine', text: 'Homeware, in US dollars.' },
  { slug: 'kobe', name: 'Kobe Tea House', text: 'Tea and teaware, in yen with tax included.' },
]

export function PlatformHome({ host, isDevelopment }: Props) {
  return (
    <>
      <link rel="stylesheet" href={landingStylesUrl} />
      <Hero host={host} />
      {FEATURES.map(({ title, text, picture }) => (
        <section key={title} className="landing-feature">
          <div className="landing-feature__words">
            <h2>{title}</h2>
            <p className="muted">{text}</p>
          </div>
          <Shot {...picture} />
        </section>
      ))}
      <section className="landing-section" aria-labelledby="more">
        <h2 id="more">Everything a store needs to open</h2>
        <ul className="landing-grid">
          {MORE.map(({ title, text }) => (
            <li key={title}>
              <h3>{title}</h3>
              <p className="muted">{text}</p>
            </li>
          ))}
        </ul>
        <p className="landing-note muted">
          Not there yet: real payment providers (checkouts are paid with test cards), products and orders in the
          dashboard, and returns.
        </p>
      </section>
      <Developers isDevelopment={isDevelopment} />
      <section className="landing-section" aria-labelledby="stores">
        <h2 id="stores">See it as a shopper</h2>
        <ul className="landing-stores">
          {DEMO_STORES.map(({ slug, name, text }) => (
            <li key={slug} className="tile">
              <h3>
                <a className="cover-link" href={`//${slug}.${host}/`}>
                  {name}
                </a>
              </h3>
              <p className="muted">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Hero({ host }: Pick<Props, 'host'>) {
  const isSignedIn = useFrame()?.isSignedIn ?? false
  const way = isSignedIn
    ? { href: '/dashboard', label: 'Go to your dashboard' }
    : { href: '/sign-up', label: 'Open a store' }
  return (
    <section className="landing-hero">
      <div className="landing-hero__words">
        <h1>Open a store that keeps its promises</h1>
        <p className="lead">
          A fast storefront, exact stock and the right price in every market. Open yours in two minutes; there is no
          server to run.
        </p>
        <p className="landing-hero__ways">
          <a className="button button--large" href={way.href}>
            {way.label}
          </a>
          <a className="button button--large button--quiet" href={`//demo.${host}/`}>
            Visit a demo store
          </a>
        </p>
      </div>
      <div className="landing-hero__pictures">
        <Shot name="store" alt="The home page of a store, Harbour & Pine." width={1200} height={750} isFirst />
        <Shot name="phone" alt="A product of the store on a phone." width={390} height={780} isFirst />
      </div>
    </section>
  )
}

interface ShotProps {
  name: string
  alt: string
  width: number
  height: number
  /** In sight at once: not put off. */
  isFirst?: boolean
}

/** One picture for each scheme. */
const Shot = ({ name, alt, width, height, isFirst = false }: ShotProps) => (
  <picture className={`landing-shot landing-shot--${name}`}>
    <source srcSet={`/landing/${name}-dark.webp`} media="(prefers-color-scheme: dark)" />
    <img
      src={`/landing/${name}-light.webp`}
      alt={alt}
      width={width}
      height={height}
      loading={isFirst ? 'eager' : 'lazy'}
      decoding="async"
    />
  </picture>
)

const Developers = ({ isDevelopment }: Pick<Props, 'isDevelopment'>) => (
  <section className="landing-section landing-developers" aria-labelledby="developers">
    <div>
      <h2 id="developers">For developers: one command</h2>
      <p className="muted">
        The whole platform runs on your laptop, with two demo stores in it. Everything that a page does goes through a
        documented API.
      </p>
      <p className="landing-hero__ways">
        <a className="button button--quiet" href="/docs">
          API reference
        </a>
        {isDevelopment ? (
          <a className="button button--quiet" href="/dev/mailbox">
            Mailbox
          </a>
        ) : null}
      </p>
    </div>
    <pre>
      <code>{'git clone <repository> tradewind\ncd tradewind\nnpm start'}</code>
    </pre>
  </section>
)
