/** Logging in with another service, on the platform and on stores alike. */
import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import type * as z from 'zod'
import { type OAuthProvider, OAuthProviders } from '#contract/identity.ts'
import { authBase } from '../../server/session.ts'
import { isPlatformHost } from '../../server/site.ts'

export type Provider = z.infer<typeof OAuthProvider>

/** What the site offers. Without the list there are still mail address and password. */
export async function readProviders(context: AppLoadContext): Promise<Provider[]> {
  try {
    const base = await authBase(context)
    return base === null ? [] : (await context.api.get(`${base}/oauth`, OAuthProviders)).items
  } catch {
    return []
  }
}

/** The site's pages around a log-in. */
export function logInPages(context: AppLoadContext): { home: string; logIn: string } {
  const isPlatform = isPlatformHost(context.host, context.env.PLATFORM_HOST)
  return isPlatform ? { home: '/dashboard', logIn: '/log-in' } : { home: '/account', logIn: '/account/log-in' }
}

export const toLogIn = (context: AppLoadContext): Response => redirect(logInPages(context).logIn, 303)

/**
 * Away from here after a form. Not a redirect: browsers count that as a part of the form, which our policy lets go
 * nowhere but here (`form-action 'self'`).
 */
export function leaveFor(url: string): Response {
  const href = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const page = `<!doctype html><html lang="en"><title>One moment</title><p><a href="${href}">Continue</a></p></html>`
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', refresh: `0;url=${url}` } })
}
