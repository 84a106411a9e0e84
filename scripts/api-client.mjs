/** What our commands need of the API: calls as the operator, and jobs waited for. Plain Node, no packages. */

/** The key of local development; elsewhere OPERATOR_TOKEN names the real one. */
const token = () => process.env.OPERATOR_TOKEN ?? 'development-operator-token'

export class ApiFailure extends Error {
  constructor(status, error) {
    super(`${error?.message ?? `The API answered ${status}`} (${error?.code ?? status})`)
    this.code = error?.code
    this.status = status
    this.details = error?.details
  }
}

/** `data` of the answer; throws an ApiFailure for anything else. */
export async function callApi(url, path, { method = 'GET', body, headers = {} } = {}) {
  const response = await fetch(`${url}/api/v1${path}`, {
    ...{ method, body, duplex: 'half' },
    headers: { authorization: `Bearer ${token()}`, ...headers },
  }).catch((cause) => {
    throw new Error(`Nothing answers at ${url}. Is it running? (npm start)`, { cause })
  })
  const text = await response.text()
  const answer = text.startsWith('{') ? JSON.parse(text) : null
  if (!response.ok || !answer) throw new ApiFailure(response.status, answer?.error)
  return answer.data
}

export const sendJson = (url, path, method, value, headers = {}) =>
  callApi(url, path, {
    ...{ method, body: JSON.stringify(value) },
    headers: { 'content-type': 'application/json', ...headers },
  })

/** Asks until the import is over, and returns it. */
export async function waitForImport(url, storeId, job) {
  let current = job
  while (current.status === 'queued' || current.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 300))
    current = await callApi(url, `/stores/${storeId}/imports/${job.id}`)
  }
  return current
}
