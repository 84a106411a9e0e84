/**
 * GitHub: plain OAuth 2.0. It signs nothing about the person, so it is asked, with the access token that the code was worth;
 * the token is used for these two questions and forgotten.
 *
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
import * as z from 'zod'
import type { Config, OAuthClient } from '../../config/config.ts'
import { deadline, fetchJson, form, OAuthFailure, type OAuthProvider, USER_AGENT, withQuery } from './provider.ts'

/** A refusal comes with status 200 and `error` instead. */
const TokenAnswer = z.object({ access_token: z.string().min(1).max(500), token_type: z.string().regex(/^bearer$/i) })
const User = z.object({ id: z.number().int().positive(), login: z.string(), name: z.string().nullish() })
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })).max(200)

export function githubProvider(
  { clientId, clientSecret }: OAuthClient,
  { github, githubApi }: Config['oauthBaseUrls'],
): OAuthProvider {
  const ask = async <T extends z.ZodType>(path: string, schema: T, token: string, signal: AbortSignal) => {
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': USER_AGENT,
      'x-github-api-version': '2022-11-28',
    }
    const answer = schema.safeParse(await fetchJson(`${githubApi}${path}`, { headers, signal }))
    if (!answer.success) throw new OAuthFailure('answer')
    return answer.data
  }
  return {
    id: 'github',
    name: 'GitHub',
    authorizeUrl: ({ redirectUri, state, challenge }) =>
      withQuery(`${github}/login/oauth/authorize`, {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'read:user user:email',
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }),
    async identify({ code, redirectUri, verifier }) {
      const signal = deadline()
      const fields = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri }
      const sent = { ...form({ ...fields, code_verifier: verifier }), signal }
      const answer = TokenAnswer.safeParse(await fetchJson(`${github}/login/oauth/access_token`, sent))
      if (!answer.success) throw new OAuthFailure('no_token')
      const token = answer.data.access_token
      const user = await ask('/user', User, token, signal)
      const emails = await ask('/user/emails?per_page=100', Emails, token, signal)
      const primary = emails.find((each) => each.primary)
      return {
        subject: String(user.id),
        email: primary?.email ?? '',
        isVerified: primary?.verified === true,
        name: user.name || user.login,
      }
    },
  }
}
