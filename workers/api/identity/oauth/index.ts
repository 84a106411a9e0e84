/** The services that this platform has been given credentials for. */
import { OAUTH_PROVIDERS } from '#contract/identity.ts'
import type { Config } from '../../config/config.ts'
import { githubProvider } from './github.ts'
import { googleProvider } from './google.ts'
import type { OAuthProvider } from './provider.ts'

const MAKERS = { google: googleProvider, github: githubProvider }

export const oauthProvidersOf = ({ oauth, oauthBaseUrls }: Config): OAuthProvider[] =>
  OAUTH_PROVIDERS.flatMap((id) => {
    const client = oauth[id]
    return client ? MAKERS[id](client, oauthBaseUrls) : []
  })

/** Null for one that is not offered here, or nowhere. */
export function oauthProviderOf(config: Config, id: string): OAuthProvider | null {
  return oauthProvidersOf(config).find((provider) => provider.id === id) ?? null
}
