/** `fetch` for hosts such as `demo.localhost`, which browsers resolve by themselves and Node does not. */
import http from 'node:http'

interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Redirects are not followed. */
export function get(url: string, { method = 'GET', headers = {}, body }: Init = {}): Promise<Response> {
  const { host, port, pathname, search } = new URL(url)
  // Node says how long a body is only where it expects one; without, the next request would begin inside it.
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const target = {
    host: '127.0.0.1',
    port,
    path: `${pathname}${search}`,
    agent: false, // a connection of its own: that of a refused body is closed while it is still being sent
    method,
    headers: { ...headers, ...length, host },
  }
  return new Promise((resolve, reject) => {
    const request = http.request(target, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        )
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers: pairs }))
      })
      answer.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
