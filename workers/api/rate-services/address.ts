/** Which addresses a store's services may have. */
import { isLocalEnvironment } from '#contract/environment.ts'
import type { ErrorDetail } from '#contract/errors.ts'
import type { RateService } from '#contract/rate-service.ts'
import { type Config, configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { publicUrl } from '../lib/public-url.ts'

/** Only https and the public internet; a developer's own machine may be asked by whoever develops on it. */
export const serviceUrl = (url: string, { environment }: Config): URL | string =>
  publicUrl(url, { allowHttp: isLocalEnvironment(environment), allowLoopback: environment === 'development' })

/** What is wrong with a service that is to be set, beside its field. */
export function serviceProblems(
  env: Env,
  { url }: Pick<RateService, 'url'>,
  path: string,
  hasSecret: boolean,
): ErrorDetail[] {
  const checked = serviceUrl(url, configOf(env))
  if (typeof checked === 'string') return [{ path, message: checked }]
  return hasSecret ? [] : [{ path, message: 'Make the signing secret first.' }]
}
