/** The stand-in for Google and GitHub as a server on this machine: GOOGLE_BASE_URL and GITHUB_BASE_URL both point to it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type OAuthFakeSettings, oauthFake, TEST_OAUTH } from './oauth-provider.ts'

export interface RunningOAuthFake {
  url: string
  stop(): Promise<void>
}

/** `port` 0 takes a free one. */
export async function startOAuthFake(
  port: number,
  settings: OAuthFakeSettings = TEST_OAUTH,
): Promise<RunningOAuthFake> {
  const handle = oauthFake(settings)
  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Uint8Array[] = []
      for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
      const method = incoming.method ?? 'GET'
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string])
      const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks)
      const url = `http://${incoming.headers.host}${incoming.url}`
      const response = await handle(new Request(url, { method, headers, body }))
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    } catch (error) {
      outgoing.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
