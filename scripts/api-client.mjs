/** What our commands need of the API: calls with a key or an access token, and jobs waited for. Plain Node, no packages. */

export class ApiFailure extends Error {
  constructor(status, error) {
    super(`${error?.message ?? `The API answered ${status}`} (${error?.code ?? status})`)
    this.code = error?.code
    this.status = status
    this.details = error?.details
  }
}

/** The API at `url`, as whoever holds `token`; without one as anybody. */
export function apiAt(url, token) {
  /** `data` of the answer; throws an ApiFailure for anything else. */
  async function call(path, { method = 'GET', body, headers = {} } = {}) {
    const authorization = token ? { authorization: `Bearer ${token}` } : {}
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      body,
      duplex: 'half',
      headers: { ...authorization, ...headers },
    }).catch((cause) => {
      throw new Error(`Nothing answers at ${url}. Is it running? (npm start)`, { cause })
    })
    const text = await response.text()
    const answer = text.startsWith('{') ? JSON.parse(text) : null
    if (!response.ok || !answer) throw new ApiFailure(response.status, answer?.error)
    return answer.data
  }

  const send = (method, path, value, headers = {}) =>
    call(path, { method, body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } })

  /** Asks until the import is over, and returns it. */
  async function waitForImport(storeId, job) {
    let current = job
    while (current.status === 'queued' || current.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 300))
      current = await call(`/stores/${storeId}/imports/${job.id}`)
    }
    return current
  }

  return { call, send, waitForImport }
}
