/** For pages with several forms: each is answered by a function of its own, found by the name that the form sends. */
import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import * as z from 'zod'
import { openKeptSecrets } from './kept-secrets.ts'
import { pageError } from './page-error.ts'
import { readForm } from './read-form.ts'
import { formName, type Submission, type Submitted, submitForm } from './submit-form.ts'

export interface Posted {
  args: ActionFunctionArgs
  form: FormData
  text: (name: string) => string
  submit: <T extends z.ZodType, R>(submission: Submission<T, R>) => Promise<Submitted<R>>
  /** For a form that is only a button: `send` is called with nothing. */
  attempt: <R>(send: () => Promise<R>) => Promise<Submitted<R>>
  /** To the same page, which then says what was done. */
  done: (what: string) => Response
}

type Answers<Opened> = Record<string, (posted: Posted & Opened) => Promise<unknown>>
type AnswerOf<A extends Answers<never>> = Awaited<ReturnType<A[keyof A]>>

export async function dispatchIntent<Opened, A extends Answers<Opened>>(
  args: ActionFunctionArgs,
  opened: Opened,
  answers: A,
): Promise<AnswerOf<A>> {
  const { context, request } = args
  const form = await openKeptSecrets(context.env, await readForm(request, context.requestId))
  const name = formName(form)
  const answer = Object.hasOwn(answers, name) ? answers[name as keyof A] : undefined
  if (!answer) throw pageError(400, 'bad_request', context.requestId)
  const submit: Posted['submit'] = (submission) => submitForm(args, form, submission)
  const answered = await answer({
    ...opened,
    args,
    form,
    submit,
    text: (field) => String(form.get(field) ?? ''),
    attempt: (send) => submit({ schema: z.unknown(), send }),
    done: (what) => redirect(withDone(args.request, what), 303),
  })
  return answered as AnswerOf<A>
}

function withDone(request: Request, what: string): string {
  const url = new URL(request.url)
  for (const name of ['done', 'index', 'needed']) url.searchParams.delete(name)
  url.searchParams.set('done', what)
  return url.pathname + url.search
}
