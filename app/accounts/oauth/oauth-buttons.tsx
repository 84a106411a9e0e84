import type { Provider } from './oauth.ts'

interface Props {
  providers: Pick<Provider, 'id' | 'name'>[]
  returnTo: string
  verb?: string
}

/** Other services that vouch for somebody, below a form; nothing where there are none. */
export function OAuthButtons({ providers, returnTo, verb = 'Continue with' }: Props) {
  if (providers.length === 0) return null
  return (
    <ul className="other-ways">
      {providers.map(({ id, name }) => (
        <li key={id}>
          <form method="post" action="/oauth/start" data-once>
            <input type="hidden" name="provider" value={id} />
            <input type="hidden" name="return_to" value={returnTo} />
            <button className="button button--quiet" type="submit">
              {verb} {name}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}
