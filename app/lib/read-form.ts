/** The one place that reads a posted form. What is no form (`text/plain`, a torn multipart body) is a 400 page. */
import { pageError } from './page-error.ts'

export async function readForm(request: Request, requestId: string): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw pageError(400, 'bad_request', requestId)
  }
}
