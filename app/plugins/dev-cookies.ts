/**
 * The development server's part of what the Pages function does: cookies that a request's context has collected go out
 * with its answer, whatever kind of answer Remix makes.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Plugin } from 'vite'

const answers = new AsyncLocalStorage<{ cookies: string[] }>()

/** Called when a request's context is made. */
export function sendWithAnswer(cookies: string[]): void {
  const answer = answers.getStore()
  if (answer) answer.cookies = cookies
}

export function devCookies(): Plugin {
  return {
    name: 'dev-cookies',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((_request, response, next) => {
        const answer = { cookies: [] as string[] }
        const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => typeof response
        response.writeHead = (...args: unknown[]) => {
          for (const cookie of answer.cookies) response.appendHeader('set-cookie', cookie)
          return writeHead(...args)
        }
        answers.run(answer, next)
      })
    },
  }
}
