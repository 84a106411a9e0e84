/** How the loaders and actions of the platform's own pages begin. On the server only. */
import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { isLocalEnvironment } from '#contract/environment.ts'
import { openKeptSecrets } from './kept-secrets.ts'
import { readForm } from './read-form.ts'
import { requirePlatform } from './require-site.ts'
import { createUserCalls, type UserCalls } from './user-calls.ts'

interface Visit {
  context: AppLoadContext
  request: Request
}

/** First in the loaders of pages that anybody may see. */
export async function openPage({ context, request }: Visit): Promise<{ calls: UserCalls; query: URLSearchParams }> {
  await requirePlatform(context)
  return { calls: createUserCalls(context.api), query: new URL(request.url).searchParams }
}

/** First in their actions. */
export async function openForm({ context, request }: Visit): Promise<{ calls: UserCalls; form: FormData }> {
  await requirePlatform(context)
  const form = await openKeptSecrets(context.env, await readForm(request, context.requestId))
  return { calls: createUserCalls(context.api), form }
}

/** Whoever is logged in has no use for a log-in. */
export function requireStranger(context: AppLoadContext, elsewhere = '/dashboard'): void {
  if (context.isSignedIn) throw redirect(elsewhere, 303)
}

/** On a developer's machine mails go into a mailbox of its own, so pages lead there. */
export const hasMailbox = (context: AppLoadContext): boolean => isLocalEnvironment(context.env.ENVIRONMENT)
